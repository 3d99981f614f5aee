// Feedback on the quiz, and the score of this visit. Nothing is kept.
"use strict";
(function () {
  var right = 0, asked = 0;
  var score = document.getElementById("score");

  Array.prototype.forEach.call(document.querySelectorAll(".question"), function (form) {
    var button = form.querySelector(".check");
    var feedback = form.querySelector(".feedback");
    var wanted = [form.dataset.answer, form.dataset.rule].filter(Boolean);
    button.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = Array.prototype.map.call(form.querySelectorAll("input:checked"), function (input) { return input.value; });
      if (chosen.length < wanted.length) { feedback.textContent = "Choose " + (wanted.length > 1 ? "an outcome and a provision." : "a provision."); return; }
      var good = wanted.filter(function (value, i) { return chosen[i] === value; }).length;
      asked += 1;
      if (good === wanted.length) right += 1;
      feedback.textContent = good === wanted.length ? "Right." : good ? "Half right: " + (chosen[0] === wanted[0] ? "it is another provision." : "it is another outcome.") : "Not so.";
      form.querySelector("details").open = true;
      Array.prototype.forEach.call(form.querySelectorAll("input"), function (input) { input.disabled = true; });
      button.disabled = true;
      score.textContent = right + " of " + asked + " right.";
    });
  });
})();
