#include "ui/try/turn_view.h"

#include "ui/try/answer_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>

namespace loratrf {

namespace {

constexpr int copiedFor = 1500; // milliseconds that the button says so

QStringList texts(const std::vector<std::string>& tokens) {
    QStringList list;
    for (const std::string& token : tokens) {
        list << qs(token);
    }
    return list;
}

void showAnswer(AnswerView& view, const AnswerResult& result) {
    if (result.pieces.empty()) {
        view.setWhole(qs(result.text));
        return;
    }
    QStringList tokens;
    for (const GeneratedPiece& piece : result.pieces) {
        tokens << qs(piece.text);
    }
    view.setTokens(tokens);
}

} // namespace

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
    showTurn(turn, {});
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
    column.prompt = new AnswerView;
    column.prompt->setObjectName("prompt_" + who.key);
    column.promptFold = new Fold({}, column.prompt);
    column.promptFold->setObjectName("promptFold_" + who.key);
    column.promptFold->hide();
    layout->addWidget(column.promptFold);
    layout->addStretch();
    connect(column.copy, &QPushButton::clicked, this, [this, index] { copy(m_columns[index]); });
    connect(column.text, &AnswerView::tokenChosen, this, [this, index](int token) {
        Q_EMIT tokenChosen({index, false, token});
    });
    connect(column.prompt, &AnswerView::tokenChosen, this, [this, index](int token) {
        Q_EMIT tokenChosen({index, true, token});
    });
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

void TurnView::copy(const Column& column) {
    QGuiApplication::clipboard()->setText(column.answer);
    QPushButton* button = column.copy;
    button->setText(tr("Copied"));
    button->setAccessibleDescription(button->text());
    QTimer::singleShot(copiedFor, button, [button] {
        button->setText(tr("Copy"));
        button->setAccessibleDescription({});
    });
}

void TurnView::addPiece(std::size_t answer, const QString& text) {
    m_columns[answer].text->append(text);
}

void TurnView::nameTexts(const Column& column) {
    const QString who = column.title->text();
    column.text->setAccessibleName(who);
    column.prompt->setAccessibleName(tr("Prompt as it was read: %1").arg(who));
}

// They read the name of the focused widget anew when it changes.
void TurnView::say(const TokenPlace& place, const QString& sentence) {
    const Column& column = m_columns[place.answer];
    nameTexts(column);
    if (!sentence.isEmpty()) {
        (place.ofPrompt ? column.prompt : column.text)->setAccessibleName(sentence);
    }
}

void TurnView::colour(Column& column, const AnswerResult& result) {
    column.text->setColours(answerColours(result, column.colouring));
    const FilterEvent& read = result.prompt_activity;
    const bool coloured = column.colouring.colours == TokenColours::Activity && !read.sites.empty();
    column.promptFold->setVisible(coloured);
    if (!coloured) {
        return;
    }
    if (!column.promptShown) {
        column.promptShown = true;
        const bool whole = static_cast<std::size_t>(result.prompt_tokens) <= read.tokens.size();
        column.promptFold->setTitle(whole ? tr("The prompt as it was read")
                                          : tr("The end of the prompt as it was read"));
        column.prompt->setTokens(texts(read.tokens));
    }
    column.prompt->setColours(promptColours(result, column.colouring));
}

void TurnView::showTurn(const ChatTurn& turn, const TokenColouring& colouring) {
    // The base model has no adapter to colour: that would tell which it is.
    const TokenColouring shown = turn.blind ? TokenColouring() : colouring;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        Column& column = m_columns[i];
        const ChatAnswer& answer = turn.answers[i];
        const QString title = Conversation::shownTitle(turn, i);
        if (column.title->text() != title) { // screen readers would hear it again with each piece
            column.title->setText(title);
            nameTexts(column);
            column.copy->setAccessibleName(tr("Copy %1").arg(title));
        }
        column.copy->setEnabled(answer.state == ChatAnswer::State::Done);
        column.state->setText(Conversation::stateText(answer, turn.blind));
        bool stale = column.colouring != shown;
        if (!column.shown && answer.state == ChatAnswer::State::Done) {
            showAnswer(*column.text, answer.result);
            column.answer = answer.text;
            column.shown = stale = true;
        } else if (!column.shown && answer.state == ChatAnswer::State::Failed) {
            column.text->setProblem(answer.error);
            column.shown = true;
        }
        if (stale) {
            column.colouring = shown;
            colour(column, answer.result);
        }
    }
    m_vote->setVisible(turn.blind && turn.done());
}

} // namespace loratrf
