// The vote of one seat. Every answer stands in the page; a vote opens its own, and then the others.
"use strict";
(function () {
  var ballots = Array.prototype.slice.call(document.querySelectorAll(".ballot"));
  var after = document.querySelector(".after");
  var open = ballots.length;
  if (after) after.hidden = true;

  ballots.forEach(function (ballot) {
    var answers = ballot.querySelector(".answers");
    var told = ballot.querySelector(".told");
    var expected = ballot.querySelector("select");
    var buttons = Array.prototype.slice.call(ballot.querySelectorAll(".votes button"));
    answers.hidden = true;
    ballot.querySelector(".predict").hidden = false;
    ballot.querySelector(".votes").hidden = false;

    function cast(button) {
      var first = answers.hidden;
      answers.hidden = false;
      buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      Array.prototype.forEach.call(answers.querySelectorAll("details"), function (details) {
        details.open = details.dataset.vote === button.dataset.vote;
      });
      var outcome = answers.querySelector("details[open] .result");
      var end = outcome.dataset.end;
      var guess = expected.value;
      var words = ballot.parentElement.dataset;
      told.textContent = words.voted.replace("{vote}", button.textContent.toLowerCase()).replace("{end}", end)
        + (first && guess ? " " + (guess === outcome.dataset.outcome ? words.right : words.expected).replace("{end}", expected.selectedOptions[0].textContent) : "");
      if (first) {
        expected.disabled = true;
        open -= 1;
        if (!open && after) after.hidden = false;
      }
    }

    buttons.forEach(function (button) { button.addEventListener("click", function () { cast(button); }); });
  });
})();
