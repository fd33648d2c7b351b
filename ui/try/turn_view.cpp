#include "ui/try/turn_view.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace loratrf {

TurnView::TurnView(const ChatTurn& turn, QWidget* parent)
    : QWidget(parent), m_columns(turn.answers.size()), m_vote(makeVote()) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    auto* prompt = new TextLabel(turn.prompt, TextLabel::Rank::Strong);
    prompt->setObjectName("turnPrompt");
    prompt->setAccessibleName(tr("Prompt: %1").arg(turn.prompt));
    prompt->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(prompt);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::normal);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        // In a blind turn the names of widgets must not tell either.
        line->addWidget(makeColumn(m_columns[i], turn.answers[i].column, i), 1);
    }
    layout->addLayout(line);
    layout->addWidget(m_vote);
    showTurn(turn, TokenColours::None);
}

QWidget* TurnView::makeColumn(Column& column, const ChatColumn& who, std::size_t index) {
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    column.title = new TextLabel({}, TextLabel::Rank::Muted);
    column.title->setObjectName("answerTitle");
    layout->addWidget(column.title);
    column.text = new AnswerView;
    column.text->setObjectName("answer_" + who.key);
    layout->addWidget(column.text);
    auto* foot = new QHBoxLayout;
    column.state = new TextLabel({}, TextLabel::Rank::Muted);
    column.state->setObjectName("answerState");
    foot->addWidget(column.state, 1);
    column.copy = new QPushButton(tr("Copy"));
    column.copy->setProperty("quiet", true);
    column.copy->setObjectName("copyAnswer");
    column.copy->setToolTip(tr("Copy this answer to the clipboard"));
    foot->addWidget(column.copy, 0, Qt::AlignTop);
    layout->addLayout(foot);
    layout->addStretch();
    connect(column.copy, &QPushButton::clicked, this,
            [text = column.text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    connect(column.text, &AnswerView::tokenChosen, this,
            [this, index](int token) { Q_EMIT tokenChosen(index, token); });
    return widget;
}

QWidget* TurnView::makeVote() {
    auto* vote = new QWidget(this);
    vote->setObjectName("vote");
    auto* layout = new QHBoxLayout(vote);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* question = new TextLabel(tr("Which answer is better?"), TextLabel::Rank::Body);
    question->setWordWrap(false);
    layout->addWidget(question);
    const auto add = [&](const QString& text, const char* name, const QString& choice, const QString& help) {
        auto* button = new QPushButton(text);
        button->setObjectName(name);
        button->setToolTip(help);
        connect(button, &QPushButton::clicked, this, [this, choice] { Q_EMIT voted(choice); });
        layout->addWidget(button);
    };
    add(tr("Answer &A"), "voteLeft", "left", tr("The left one is better; then both names are shown"));
    add(tr("Answer &B"), "voteRight", "right", tr("The right one is better; then both names are shown"));
    add(tr("E&qual"), "voteEqual", "equal", tr("Neither is better; then both names are shown"));
    layout->addStretch();
    return vote;
}

void TurnView::addPiece(std::size_t answer, const QString& text) {
    m_columns[answer].text->append(text);
}

double TurnView::scale(const ChatTurn& turn) {
    std::vector<const AnswerResult*> results;
    for (const ChatAnswer& answer : turn.answers) {
        results.push_back(&answer.result);
    }
    return mostActivity(results);
}

void TurnView::showTurn(const ChatTurn& turn, TokenColours colours) {
    const double most = scale(turn);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        Column& column = m_columns[i];
        const ChatAnswer& answer = turn.answers[i];
        const QString title = Conversation::shownTitle(turn, i);
        column.title->setText(title);
        column.text->setAccessibleName(title);
        column.copy->setAccessibleName(tr("Copy %1").arg(title));
        column.copy->setEnabled(answer.state == ChatAnswer::State::Done);
        column.state->setText(Conversation::stateText(answer, turn.blind));
        if (!column.shown && answer.state == ChatAnswer::State::Done) {
            column.text->setAnswer(answer.result);
            column.shown = true;
        } else if (!column.shown && answer.state == ChatAnswer::State::Failed) {
            column.text->setProblem(answer.error);
            column.shown = true;
        }
        // The base model has no adapter to colour: that would tell which it is.
        column.text->setColours(turn.blind ? TokenColours::None : colours, most);
    }
    m_vote->setVisible(turn.blind && turn.done());
}

} // namespace loratrf
