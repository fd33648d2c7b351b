#pragma once
// A conversation that several models lead side by side: the base model, the tuned one, any of its checkpoints. Every
// model sees the turns it has answered itself, with the same seed.

#include "backend/api/answers.h"
#include "ui/try/run_device.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace loratrf {

struct ChatColumn {
    QString key;     // "base", "tuned", "step-120": what a vote calls it
    QString title;   // as shown
    QString adapter; // folder of a checkpoint; empty: the base model, or the run's own adapter
    bool operator==(const ChatColumn&) const = default;
};

struct ChatSettings {
    QString system;
    double temperature = 0;
    int64_t maxTokens = 256;
    int64_t seed = 1;
    double strength = 1;
};

struct ChatAnswer {
    enum class State { Waiting, Writing, Done, Failed };
    ChatColumn column;
    int job = 0;
    State state = State::Waiting;
    QString text;
    AnswerResult result; // once done
    QString error;
};

struct ChatTurn {
    QString prompt;
    ChatSettings settings;
    std::vector<ChatAnswer> answers; // as shown, left to right
    bool blind = false;              // who answered is not to be seen
    int64_t step = 0;                // of the run when it was asked; 0: not known
    bool done() const;
};

class Conversation {
    Q_DECLARE_TR_FUNCTIONS(Conversation)

public:
    struct Place {
        std::size_t turn = 0, answer = 0;
    };
    static constexpr std::size_t mostColumns = 4;
    static constexpr int64_t alternatives = 8; // shown for a token

    static ChatColumn base();
    static ChatColumn tuned();
    static ChatColumn checkpoint(const SavedCheckpoint& saved);
    static ChatColumn column(const QString& key, const QString& adapter); // any of them

    void setRun(const QString& folder, const TrainOptions& options); // another run: a new conversation
    void clear();                                                    // a new conversation
    void setTurns(const std::vector<ChatTurn>& turns);               // of an earlier one, to go on with
    void renameColumns();                                            // in the language that is spoken now
    const QString& run() const { return m_run; }
    void setStep(int64_t step) { m_step = step; } // that the run is at

    const std::vector<ChatColumn>& columns() const { return m_columns; }
    void setColumns(const std::vector<ChatColumn>& columns); // of the turns to come

    const std::vector<ChatTurn>& turns() const { return m_turns; }
    bool waiting() const;
    void stop() { m_ending = waiting(); } // the answers under way are to end
    bool ending() const { return m_ending && waiting(); }
    bool awaitsVote() const; // the last turn is blind, answered by both, and not voted on

    // A new turn; its questions, in the order shown. `swapped`: a blind turn shows its two columns the other way round.
    std::vector<std::pair<int, AnswerRequest>> ask(const QString& prompt, const ChatSettings& settings,
                                                   bool blind = false, bool swapped = false);
    // Where an answer failed as this machine lacks the run's device: what is not answered, asked anew on another one.
    // None: `problem` is another.
    std::vector<std::pair<int, AnswerRequest>> askElsewhere(int job, const QString& problem);
    // What came for a job; nullopt where it belongs to no answer any more.
    std::optional<Place> piece(int job, const QString& text);
    std::optional<Place> finish(int job, const AnswerResult& result);
    std::optional<Place> fail(int job, const QString& message);

    QString notes() const; // what is to be known of the answers, a line each; empty: nothing

    // The last turn is no longer blind. `choice` as in Vote.
    Vote vote(const QString& choice);

    // Name of an answer's model as the user may see it now.
    static QString shownTitle(const ChatTurn& turn, std::size_t answer);
    static QString stateText(const ChatAnswer& answer, bool blind);
    // "Tuned 3 · Base model 1 · equal 2"; empty without votes.
    static QString tally(const std::vector<Vote>& votes);
    // Why the answers may not be what the model was trained to give; empty: nothing speaks against it.
    static QString templateWarning(const AnswerResult& result);

private:
    static QString titleOf(const QString& key);
    ChatAnswer* find(int job, Place& place);
    std::vector<std::pair<int, AnswerRequest>> questions(std::size_t turn); // of all that has not been answered
    AnswerRequest request(std::size_t turn, const ChatColumn& column) const;

    QString m_run;
    TrainOptions m_options;
    RunDevice m_device;
    int64_t m_step = 0;
    bool m_ending = false;
    std::vector<ChatColumn> m_columns = {base(), tuned()};
    std::vector<ChatTurn> m_turns;
};

} // namespace loratrf
