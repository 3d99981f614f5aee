"""The classroom server: pages and screens of a room, on this machine or a school network."""
