#include "ui/try/conversation_text.h"

#include "ui/widgets/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace loratrf {

namespace {

QJsonObject jsonOf(const ChatAnswer& answer) {
    return {{"column", answer.column.key},
            {"adapter", answer.column.adapter},
            {"text", answer.text},
            {"tokens", qint64(answer.result.tokens)},
            {"seconds", answer.result.seconds},
            {"stopped", qs(answer.result.stopped)}};
}

ChatAnswer answerOf(const QJsonObject& json) {
    ChatAnswer answer;
    answer.column = Conversation::column(json["column"].toString(), json["adapter"].toString());
    answer.state = ChatAnswer::State::Done;
    answer.text = json["text"].toString();
    answer.result.text = answer.text.toStdString();
    answer.result.tokens = json["tokens"].toInteger();
    answer.result.seconds = json["seconds"].toDouble();
    answer.result.stopped = json["stopped"].toString().toStdString();
    return answer;
}

} // namespace

QString conversationText(const std::vector<ChatTurn>& turns) {
    QJsonArray list;
    for (const ChatTurn& turn : turns) {
        QJsonArray answers;
        for (const ChatAnswer& answer : turn.answers) {
            if (answer.state == ChatAnswer::State::Done) {
                answers << jsonOf(answer);
            }
        }
        if (!turn.blind && turn.done() && !answers.isEmpty()) {
            list << QJsonObject{{"prompt", turn.prompt},
                                {"strength", turn.settings.strength},
                                {"step", qint64(turn.step)},
                                {"answers", answers}};
        }
    }
    return list.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

std::vector<ChatTurn> turnsOf(const QString& text) {
    std::vector<ChatTurn> turns;
    for (const QJsonValue& one : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const QJsonObject json = one.toObject();
        ChatTurn turn;
        turn.prompt = json["prompt"].toString();
        turn.settings.strength = json["strength"].toDouble(1);
        turn.step = json["step"].toInteger();
        for (const QJsonValue& answer : json["answers"].toArray()) {
            turn.answers.push_back(answerOf(answer.toObject()));
        }
        if (!turn.prompt.isEmpty() && !turn.answers.empty()) {
            turns.push_back(std::move(turn));
        }
    }
    return turns;
}

} // namespace loratrf
