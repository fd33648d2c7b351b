#include "ui/try/conversation.h"

#include "ui/studio_backend.h"
#include "ui/widgets/words.h"

#include <QMap>
#include <QStringList>

#include <algorithm>

namespace loratrf {

namespace {

const QString baseKey = QStringLiteral("base"), tunedKey = QStringLiteral("tuned");

bool isUnderWay(const ChatAnswer& answer) {
    return answer.state == ChatAnswer::State::Waiting || answer.state == ChatAnswer::State::Writing;
}

// One that was stopped before its first word has answered nothing.
bool hasAnswered(const ChatAnswer& answer) {
    return answer.state == ChatAnswer::State::Done &&
           !(answer.result.stopped == "cancelled" && answer.result.text.empty());
}

} // namespace

bool ChatTurn::done() const {
    return std::ranges::none_of(answers, isUnderWay);
}

ChatColumn Conversation::base() {
    return column(baseKey, {});
}

ChatColumn Conversation::tuned() {
    return column(tunedKey, {});
}

ChatColumn Conversation::checkpoint(const SavedCheckpoint& saved) {
    const QString key = QString("step-%1").arg(saved.step);
    return column(key, qs(saved.folder));
}

ChatColumn Conversation::column(const QString& key, const QString& adapter) {
    return {key, titleOf(key), adapter};
}

QString Conversation::titleOf(const QString& key) {
    return key == baseKey    ? tr("Base model")
           : key == tunedKey ? tr("Tuned")
                             : tr("Step %1").arg(countText(key.section('-', 1).toLongLong()));
}

void Conversation::renameColumns() {
    for (ChatColumn& column : m_columns) {
        column.title = titleOf(column.key);
    }
    for (ChatTurn& turn : m_turns) {
        for (ChatAnswer& answer : turn.answers) {
            answer.column.title = titleOf(answer.column.key);
        }
    }
}

void Conversation::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_run) {
        m_turns.clear();
        m_columns = {base(), tuned()};
        m_step = 0;
    }
    m_run = folder;
    m_options = options;
    m_device.setWanted(options.device);
}

void Conversation::clear() {
    m_turns.clear();
}

void Conversation::setTurns(const std::vector<ChatTurn>& turns) {
    m_turns = turns;
}

void Conversation::setColumns(const std::vector<ChatColumn>& columns) {
    m_columns = columns;
}

bool Conversation::waiting() const {
    return !m_turns.empty() && !m_turns.back().done();
}

bool Conversation::awaitsVote() const {
    return !m_turns.empty() && m_turns.back().blind && m_turns.back().done();
}

std::vector<std::pair<int, AnswerRequest>> Conversation::ask(const QString& prompt, const ChatSettings& settings,
                                                             bool blind, bool swapped) {
    ChatTurn turn;
    turn.prompt = prompt;
    turn.settings = settings;
    turn.step = m_step;
    turn.blind = blind && m_columns.size() == 2;
    for (const ChatColumn& column : m_columns) {
        turn.answers.emplace_back().column = column;
    }
    if (turn.blind && swapped) {
        std::swap(turn.answers[0], turn.answers[1]);
    }
    m_turns.push_back(std::move(turn));
    m_ending = false;
    return questions(m_turns.size() - 1);
}

std::vector<std::pair<int, AnswerRequest>> Conversation::askElsewhere(int job, const QString& problem) {
    Place place;
    if (m_ending || find(job, place) == nullptr || !m_device.giveUp(problem)) {
        return {};
    }
    return questions(place.turn);
}

std::vector<std::pair<int, AnswerRequest>> Conversation::questions(std::size_t turn) {
    std::vector<std::pair<int, AnswerRequest>> list;
    for (ChatAnswer& answer : m_turns[turn].answers) {
        if (isUnderWay(answer)) {
            answer.job = nextJobId();
            list.emplace_back(answer.job, request(turn, answer.column));
        }
    }
    return list;
}

AnswerRequest Conversation::request(std::size_t turn, const ChatColumn& column) const {
    const ChatSettings& settings = m_turns[turn].settings;
    AnswerRequest request;
    request.model = m_run.toStdString();
    request.adapter = column.adapter.toStdString();
    request.base_only = column == base();
    if (!settings.system.isEmpty()) {
        request.messages.push_back({"system", settings.system.toStdString()});
    }
    for (std::size_t i = 0; i < turn; ++i) {
        const ChatTurn& earlier = m_turns[i];
        const auto own = std::ranges::find(earlier.answers, column, &ChatAnswer::column);
        if (own != earlier.answers.end() && hasAnswered(*own)) {
            request.messages.push_back({"user", earlier.prompt.toStdString()});
            request.messages.push_back({"assistant", own->result.text});
        }
    }
    request.messages.push_back({"user", m_turns[turn].prompt.toStdString()});
    request.max_tokens = settings.maxTokens;
    request.temperature = settings.temperature;
    request.seed = static_cast<uint64_t>(settings.seed);
    request.strength = request.base_only ? 1 : settings.strength;
    request.alternatives = alternatives;
    request.filter = !request.base_only;
    request.device = m_device.used();
    request.compute = m_options.compute;
    request.threads = m_options.threads;
    return request;
}

ChatAnswer* Conversation::find(int job, Place& place) {
    for (place.turn = 0; place.turn < m_turns.size(); ++place.turn) {
        auto& answers = m_turns[place.turn].answers;
        for (place.answer = 0; place.answer < answers.size(); ++place.answer) {
            if (answers[place.answer].job == job && isUnderWay(answers[place.answer])) {
                return &answers[place.answer];
            }
        }
    }
    return nullptr;
}

std::optional<Conversation::Place> Conversation::piece(int job, const QString& text) {
    Place place;
    ChatAnswer* answer = find(job, place);
    if (answer == nullptr) {
        return {};
    }
    answer->state = ChatAnswer::State::Writing;
    answer->text += text;
    return place;
}

std::optional<Conversation::Place> Conversation::finish(int job, const AnswerResult& result) {
    Place place;
    ChatAnswer* answer = find(job, place);
    if (answer == nullptr) {
        return {};
    }
    answer->state = ChatAnswer::State::Done;
    answer->text = qs(result.text);
    answer->result = result;
    if (!hasAnswered(*answer)) {
        m_turns[place.turn].blind = false; // nothing to vote on
    }
    return place;
}

std::optional<Conversation::Place> Conversation::fail(int job, const QString& message) {
    Place place;
    ChatAnswer* answer = find(job, place);
    if (answer == nullptr) {
        return {};
    }
    answer->state = ChatAnswer::State::Failed;
    answer->error = message;
    m_turns[place.turn].blind = false; // nothing to vote on
    return place;
}

QString Conversation::notes() const {
    QStringList lines;
    const int64_t answered = m_turns.empty() ? 0 : m_turns.back().step;
    if (answered > 0 && m_step > 0 && answered != m_step) {
        lines << tr("The newest answers are those of step %1; the run is at step %2 now.")
                     .arg(countText(answered), countText(m_step));
    }
    if (const QString other = m_device.sentence(); !other.isEmpty()) {
        lines << other;
    }
    return lines.join('\n');
}

Vote Conversation::vote(const QString& choice) {
    ChatTurn& turn = m_turns.back();
    turn.blind = false;
    Vote vote;
    vote.prompt = turn.prompt.toStdString();
    vote.left = turn.answers[0].column.key.toStdString();
    vote.right = turn.answers[1].column.key.toStdString();
    vote.choice = choice.toStdString();
    vote.seed = turn.settings.seed;
    return vote;
}

QString Conversation::shownTitle(const ChatTurn& turn, std::size_t answer) {
    if (turn.blind) {
        return answer == 0 ? tr("Answer A") : tr("Answer B");
    }
    const ChatColumn& column = turn.answers[answer].column;
    return column == base() || turn.settings.strength == 1
               ? column.title
               : tr("%1, strength %2").arg(column.title, numberText(turn.settings.strength));
}

QString Conversation::stateText(const ChatAnswer& answer, bool blind) {
    switch (answer.state) {
    case ChatAnswer::State::Waiting:
        return tr("Waiting…");
    case ChatAnswer::State::Writing:
        return tr("Writing…");
    case ChatAnswer::State::Failed:
        return tr("No answer");
    case ChatAnswer::State::Done:
        break;
    }
    if (blind) { // length and speed could tell who it is
        return tr("Done");
    }
    const AnswerResult& result = answer.result;
    const QString text =
        tr("%n token(s) in %1", nullptr, static_cast<int>(result.tokens)).arg(durationText(result.seconds));
    if (result.stopped == "length") {
        return tr("%1 · cut at the longest length").arg(text);
    }
    if (result.stopped == "cancelled") {
        return tr("%1 · stopped").arg(text);
    }
    return text;
}

QString Conversation::tally(const std::vector<Vote>& votes) {
    if (votes.empty()) {
        return {};
    }
    QMap<QString, int> wins; // by key, "base" first, "tuned" after the checkpoints
    int equal = 0;
    for (const Vote& vote : votes) {
        for (const std::string& one : {vote.left, vote.right}) {
            wins[qs(one)] += 0;
        }
        if (vote.choice == "equal") {
            ++equal;
        } else {
            ++wins[qs(vote.choice == "left" ? vote.left : vote.right)];
        }
    }
    QStringList parts;
    for (auto one = wins.cbegin(); one != wins.cend(); ++one) {
        parts << tr("%1: %2").arg(titleOf(one.key()), countText(one.value()));
    }
    parts << tr("equal: %1").arg(countText(equal));
    return tr("Preferred in %n blind vote(s)  ·  %1", nullptr, static_cast<int>(votes.size())).arg(parts.join("  ·  "));
}

QString Conversation::templateWarning(const AnswerResult& result) {
    if (result.trained_hash.empty() || result.trained_hash == result.template_hash) {
        return {};
    }
    return tr("The chat template is not the one this adapter was trained with (%1… in training, %2… here), so answers "
              "may be worse than they could be. Has the base model's folder changed?")
        .arg(qs(result.trained_hash).left(12), qs(result.template_hash).left(12));
}

} // namespace loratrf
