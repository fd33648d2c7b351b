#pragma once
// Base and tuned model evaluated on the same rows: what to ask, why it cannot be asked now, and what came of it, in
// words and row by row.

#include "backend/api/engine.h"
#include "ui/try/run_device.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace loratrf {

class Evaluation {
    Q_DECLARE_TR_FUNCTIONS(Evaluation)

public:
    static constexpr std::size_t mostRows = 2000; // in rows()

    enum class Rows { All, Mismatches }; // of the tuned model, or until it has answered of the base model

    struct Wish {
        QString data;            // file with rows
        bool answers = true;     // written and compared; else the loss alone
        int64_t maxTokens = 256; // of an answer
    };
    struct Answer {
        QString text;
        bool match = false;
    };
    struct Row {
        int64_t line = 0;
        QString prompt, expected;
        std::optional<Answer> tuned, base; // of those that have answered it
    };

    // Of another run nothing is known, and nothing is waited for any more.
    void setRun(const QString& folder, const TrainOptions& options);
    const QString& run() const { return m_run; }
    void setStep(int64_t step) { m_step = step; } // that the run is at; 0: not known

    // Why nothing can be asked now; empty: it can, or what was asked is under way.
    QString obstacle(const Wish& wish, bool training) const;
    bool mayAsk(const Wish& wish, bool training) const;
    // Both models' questions, in order of asking. What was found before is forgotten.
    std::vector<std::pair<int, EvaluateRequest>> ask(const Wish& wish);
    // Where a job failed as this machine lacks the run's device: both questions anew, for another one. None: `problem`
    // is another.
    std::vector<std::pair<int, EvaluateRequest>> askElsewhere(int job, const QString& problem);
    bool waiting() const { return m_baseJob != 0 || m_tunedJob != 0; }
    void stop() { m_ending = waiting(); } // what is under way is to end
    bool ending() const { return m_ending && waiting(); }
    QString progressText(const ProgressEvent& progress) const;

    // What came for a job; false where nobody waits for it any more.
    bool finish(int job, const EvaluateResult& result);
    bool fail(int job); // the other model is not waited for either

    const std::optional<EvaluateResult>& base() const { return m_base; }
    const std::optional<EvaluateResult>& tuned() const { return m_tuned; }
    const QString& data() const { return m_wish.data; } // file that the figures are of
    QString figures() const;                            // in words, a line each; empty: none yet
    QString notes() const;                              // what is to be known of them, a line each; empty: nothing

    bool hasRows() const;                                // answers were written
    std::vector<Row> rows(Rows which = Rows::All) const; // the first ones
    QString rowsText(Rows which) const;                  // what they do not say themselves; empty: nothing
    static QString inFull(const Row& row);
    QString table(Rows which, QChar separator) const; // all of them, with a line of names

private:
    bool awaits(int job) const { return job != 0 && (job == m_baseJob || job == m_tunedJob); }
    EvaluateRequest request(const Wish& wish, bool baseOnly) const;
    const EvaluateResult* listed() const; // whose rows stand in the table; null: no one's
    std::vector<const EvaluatedRow*> chosen(Rows which) const;
    std::vector<Row> list(Rows which, std::size_t most) const;

    QString m_run;
    TrainOptions m_options;
    RunDevice m_device;
    Wish m_wish; // that was asked last
    int64_t m_step = 0, m_askedStep = 0;
    bool m_ending = false;
    int m_baseJob = 0, m_tunedJob = 0; // 0: not waited for
    std::optional<EvaluateResult> m_base, m_tuned;
};

} // namespace loratrf
