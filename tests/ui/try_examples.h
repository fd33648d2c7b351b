#pragma once
// A run on the page Try, and what the engine would say of it.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/try/try_page.h"

#include <QAction>
#include <QPlainTextEdit>
#include <QPushButton>

namespace loratrf {

inline TrainResult exampleResult() {
    TrainResult result;
    result.run = "/runs/one";
    result.steps = 150;
    result.train_loss = 0.1234;
    result.first_eval_loss = 2.5;
    result.best_eval_loss = 0.25;
    result.best_step = 120;
    result.trainable = 923904;
    result.seconds = 252;
    return result;
}

inline AnswerResult exampleAnswer(const std::vector<std::string>& pieces, const std::string& stopped = "end") {
    AnswerResult result;
    result.stopped = stopped;
    result.tokens = int64_t(pieces.size());
    result.seconds = 0.5;
    for (const std::string& text : pieces) {
        result.text += text;
        GeneratedPiece& piece = result.pieces.emplace_back();
        piece.text = text;
        piece.probability = 0.9;
    }
    return result;
}

// Of four rows, the first ones answered as expected.
inline EvaluateResult exampleEvaluation(int matches) {
    EvaluateResult result;
    result.rows = result.generated = 4;
    result.exact = matches;
    result.exact_match = matches / 4.0;
    result.loss = 1.5 - 0.25 * matches;
    for (int row = 0; row < 4; ++row) {
        const std::string expected = "answer " + std::to_string(row);
        const bool match = row < matches;
        result.details.push_back({row + 1, 0.5, 10, "prompt", expected, match ? expected : "nonsense", match});
    }
    return result;
}

// What the adapter did with each of these tokens at two sites.
inline FilterEvent exampleActivity(const std::vector<std::string>& tokens, const std::vector<float>& first,
                                   const std::vector<float>& second) {
    FilterEvent event;
    event.tokens = tokens;
    event.sites = {"model.layers.0", "model.layers.1"};
    event.values = first;
    event.values.insert(event.values.end(), second.begin(), second.end());
    return event;
}

inline TrainOptions runOptions() {
    TrainOptions options;
    options.eval_data = "/data/eval.jsonl";
    options.device = "cpu";
    options.data_options.system_prompt = "Answer in JSON.";
    options.data_options.max_length = 77;
    return options;
}

inline void giveRun(RecordingBackend& backend) {
    Q_EMIT backend.trainFinished(exampleResult(), runOptions());
}

inline void say(TryPage& page, const QString& prompt) {
    find<QPlainTextEdit>(page, "promptEdit")->setPlainText(prompt);
    find<QPushButton>(page, "generateButton")->click();
}

inline QAction* action(TryPage& page, const char* name) {
    auto* found = page.findChild<QAction*>(name);
    if (found == nullptr) {
        qFatal("no action named %s", name);
    }
    return found;
}

} // namespace loratrf
