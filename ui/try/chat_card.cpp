#include "ui/try/chat_card.h"

#include "ui/studio_backend.h"
#include "ui/try/chat_form.h"
#include "ui/try/colour_bar.h"
#include "ui/try/conversation_text.h"
#include "ui/try/token_detail.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/keep_in_sight.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tick_menu.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QShortcut>

#include <algorithm>

namespace loratrf {

ChatCard::ChatCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Chat"), tr("The same prompt and the same seed for every model; each sees the turns it has answered."),
           parent),
      m_backend(backend), m_turns(new QVBoxLayout), m_columns(new TickMenu(this)), m_earlier(new QMenu(this)),
      m_columnsButton(new QPushButton(tr("&Models"))), m_new(new QPushButton(tr("&New conversation"))),
      m_generate(new QPushButton(tr("&Send"))), m_stop(new QPushButton(tr("S&top"))),
      m_earlierButton(new QPushButton(tr("Ask a&gain"))),
      m_goOn(new QPushButton(tr("Go on with the last conversation"))), m_prompt(new QPlainTextEdit),
      m_form(new ChatForm), m_reason(new TextLabel({}, TextLabel::Rank::Muted)),
      m_tally(new TextLabel({}, TextLabel::Rank::Muted)), m_templateHash(new TextLabel({}, TextLabel::Rank::Muted)),
      m_hint(new TextLabel(tr("Nothing asked yet. Write a prompt below; the answers appear here side by side."),
                           TextLabel::Rank::Muted)),
      m_notes(new TextLabel({}, TextLabel::Rank::Muted)),
      m_blind(new QCheckBox(tr("Bl&ind: hide whose answer is whose"))), m_bar(new ColourBar), m_token(new TokenDetail),
      m_strip(new MessageStrip), m_mismatch(new MessageStrip), m_template(new QPlainTextEdit), m_templateFold(nullptr),
      m_sight(new KeepInSight(this)) {
    m_columnsButton->setObjectName("chatModels");
    m_columnsButton->setMenu(m_columns);
    m_columnsButton->setToolTip(
        tr("Which models answer: one to four of the base model, the tuned one and the run's checkpoints. One that is "
           "added later sees only the turns it has answered"));
    m_new->setObjectName("newConversation");
    m_new->setToolTip(tr("Forget the turns so far and begin anew"));
    m_goOn->setObjectName("lastConversation");
    m_goOn->setToolTip(tr("What was said the last time with this run stands here again; the next prompt continues it"));
    connect(m_goOn, &QPushButton::clicked, this, &ChatCard::goOn);
    aside()->addWidget(m_goOn);
    aside()->addWidget(m_columnsButton);
    aside()->addWidget(m_new);
    body()->addWidget(m_form);
    m_mismatch->setObjectName("templateMismatch");
    body()->addWidget(m_mismatch);
    m_hint->setObjectName("chatHint");
    body()->addWidget(m_hint);
    m_turns->setSpacing(space::wide);
    body()->addLayout(m_turns);
    m_notes->setObjectName("chatNotes");
    body()->addWidget(m_notes);
    body()->addWidget(m_bar);
    body()->addWidget(m_token);
    m_strip->setObjectName("tryStrip");
    body()->addWidget(m_strip);
    makeEntry();
    makeTemplate();

    connect(m_form, &ChatForm::keptChanged, this, [this] { m_memory.setSettings(m_form->settings()); });
    connect(m_form, &ChatForm::coloursChosen, m_bar, &ColourBar::setColours);
    connect(m_bar, &ColourBar::changed, this, &ChatCard::showTurns);
    connect(&backend, &StudioBackend::busyChanged, this, &ChatCard::updateState);
    connect(&backend, &StudioBackend::generatedPiece, this, [this](int id, const QString& text) {
        if (const auto place = m_conversation.piece(id, text)) {
            m_views[place->turn]->addPiece(place->answer, text);
            take(place);
        }
    });
    connect(&backend, &StudioBackend::generated, this,
            [this](int id, const AnswerResult& result) { end(m_conversation.finish(id, result)); });
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message, int id) {
        if (job == "generate") {
            fail(id, message);
        } else if (job == "votes") {
            m_strip->setMessage(Level::Problem, engineText(message));
        }
    });
    connect(&backend, &StudioBackend::usesRead, this, &ChatCard::readUses);
    fillColumns();
    fillPrompts();
    updateState();
}

void ChatCard::makeEntry() {
    m_prompt->setObjectName("promptEdit");
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setPlaceholderText(tr("Write what you would ask the model"));
    m_prompt->setToolTip(tr("Ctrl+Enter sends it"));
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(80);
    body()->addWidget(m_prompt);
    auto* line = new QHBoxLayout;
    m_generate->setObjectName("generateButton");
    m_generate->setProperty("primary", true);
    m_generate->setToolTip(tr("Ask every chosen model (Ctrl+Enter in the prompt)"));
    m_stop->setObjectName("stopAnswers");
    m_stop->setToolTip(tr("End the answers under way; what is there so far stays"));
    m_earlierButton->setObjectName("earlierPrompts");
    m_earlierButton->setToolTip(tr("Prompts that were sent in this project, the newest first, to be sent again"));
    m_earlierButton->setMenu(m_earlier);
    m_blind->setObjectName("blindVote");
    m_reason->setObjectName("chatReason");
    line->addWidget(m_generate);
    line->addWidget(m_stop);
    line->addWidget(m_earlierButton);
    line->addWidget(m_blind);
    line->addWidget(m_reason, 1);
    body()->addLayout(line);
    m_tally->setObjectName("voteTally");
    body()->addWidget(m_tally);
    m_tally->hide();
    for (const QKeySequence& keys : {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)}) {
        auto* send = new QShortcut(keys, m_prompt);
        send->setContext(Qt::WidgetShortcut);
        connect(send, &QShortcut::activated, m_generate, &QPushButton::click);
    }
    connect(m_generate, &QPushButton::clicked, this, &ChatCard::ask);
    connect(m_stop, &QPushButton::clicked, this, &ChatCard::stop);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, [this] {
        m_memory.setDraft(m_prompt->toPlainText());
        updateState();
    });
    connect(m_new, &QPushButton::clicked, this, [this] {
        m_conversation.clear();
        clearTurns();
        updateState();
    });
}

void ChatCard::makeTemplate() {
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    m_templateHash->setObjectName("templateHash");
    m_templateHash->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_template->setObjectName("chatTemplate");
    m_template->setAccessibleName(tr("Chat template"));
    m_template->setReadOnly(true);
    m_template->setTabChangesFocus(true);
    m_template->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_template->setFixedHeight(140);
    layout->addWidget(m_templateHash);
    layout->addWidget(m_template);
    m_templateFold = new Fold(tr("Chat template in use"), content);
    m_templateFold->setOpen(false);
    m_templateFold->hide();
    body()->addWidget(m_templateFold);
}

void ChatCard::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_conversation.run()) {
        if (m_conversation.waiting()) { // for answers that nobody will see
            m_backend.cancel("generate");
        }
        clearTurns();
        m_checkpoints.clear();
        m_strip->clear();
        m_mismatch->clear();
        m_tally->hide();
        m_templateFold->hide();
        m_form->setSystem(qs(options.data_options.system_prompt)); // as it was trained
    }
    m_conversation.setRun(folder, options);
    recall();
    fillColumns();
    m_backend.readUses(folder);
    updateState();
}

void ChatCard::setStep(int64_t step) {
    m_conversation.setStep(step);
    updateState();
}

// Of the project that the run lies in; what is being written stays while it is the same one.
void ChatCard::recall() {
    const ChatMemory memory(m_conversation.run());
    if (memory == m_memory) {
        return;
    }
    m_memory = {}; // so that nothing is kept while half of it is there
    m_form->setKept(memory.settings(m_form->settings()));
    m_prompt->setPlainText(memory.draft());
    m_memory = memory;
    fillPrompts();
}

void ChatCard::fillPrompts() {
    constexpr int shown = 70; // letters
    m_earlier->clear();
    for (const QString& prompt : m_memory.prompts()) {
        QString title = shortened(prompt.simplified(), shown);
        QAction* action = m_earlier->addAction(title.replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, prompt] {
            m_prompt->selectAll();
            m_prompt->insertPlainText(prompt); // Ctrl+Z brings back what stood there
            m_prompt->setFocus();
        });
    }
    m_earlierButton->setEnabled(!m_earlier->isEmpty());
}

void ChatCard::ask() {
    m_strip->clear();
    const bool blind = m_blind->isChecked() && m_blind->isEnabled();
    const QString prompt = m_prompt->toPlainText().trimmed();
    m_memory.addPrompt(prompt);
    fillPrompts();
    const auto questions =
        m_conversation.ask(prompt, m_form->settings(), blind, QRandomGenerator::global()->bounded(2) == 1);
    addView(m_conversation.turns().size() - 1);
    m_sight->begin(m_views.back(), m_generate);
    send(questions);
    m_prompt->clear();
    updateState();
}

void ChatCard::send(const std::vector<std::pair<int, AnswerRequest>>& questions) {
    for (const auto& [id, request] : questions) {
        m_backend.generate(id, request);
    }
}

void ChatCard::stop() {
    m_conversation.stop();
    m_backend.cancel("generate");
    updateState();
}

void ChatCard::addView(std::size_t turn) {
    auto* view = new TurnView(m_conversation.turns()[turn]);
    connect(view, &TurnView::tokenChosen, this, [this, turn](const TokenPlace& place) { chooseToken(turn, place); });
    connect(view, &TurnView::voted, this, &ChatCard::vote);
    m_views.push_back(view);
    m_turns->addWidget(view);
    view->show();
}

void ChatCard::setState(const State& state) {
    clearTurns();
    m_conversation = state.conversation;
    m_conversation.renameColumns();
    m_checkpoints = state.checkpoints;
    fillColumns();
    showConversation();
}

void ChatCard::keepConversation() {
    if (const QString text = conversationText(m_conversation.turns()); !text.isEmpty()) {
        m_memory.setConversation(m_conversation.run(), text);
    }
}

void ChatCard::goOn() {
    m_conversation.setTurns(turnsOf(m_memory.conversation(m_conversation.run())));
    showConversation();
}

void ChatCard::showConversation() {
    m_bar->measure(m_conversation.turns());
    for (std::size_t turn = 0; turn < m_conversation.turns().size(); ++turn) {
        addView(turn);
        for (std::size_t answer = 0; answer < m_conversation.turns()[turn].answers.size(); ++answer) {
            take(Conversation::Place{turn, answer});
        }
    }
    updateState();
}

void ChatCard::take(std::optional<Conversation::Place> place) {
    if (!place) {
        return;
    }
    const ChatTurn& turn = m_conversation.turns()[place->turn];
    const ChatAnswer& answer = turn.answers[place->answer];
    m_views[place->turn]->showTurn(turn, m_bar->colouring());
    if (answer.state == ChatAnswer::State::Done && !answer.result.chat_template.empty()) {
        m_template->setPlainText(qs(answer.result.chat_template));
        m_templateHash->setText(tr("SHA-256 %1").arg(qs(answer.result.template_hash)));
        m_templateFold->show();
        if (const QString warning = Conversation::templateWarning(answer.result); !warning.isEmpty()) {
            m_mismatch->setMessage(Level::Warning, warning);
        }
    }
    if (turn.done()) {
        keepConversation();
        m_sight->end();
    }
    updateState();
}

void ChatCard::end(std::optional<Conversation::Place> place) {
    m_bar->measure(m_conversation.turns());
    take(place);
}

void ChatCard::fail(int job, const QString& message) {
    const auto again = m_conversation.askElsewhere(job, message);
    if (again.empty()) {
        end(m_conversation.fail(job, engineText(message)));
        return;
    }
    send(again);
    updateState();
}

void ChatCard::vote(const QString& choice) {
    if (m_conversation.awaitsVote()) {
        m_backend.addVote(m_conversation.run(), m_conversation.vote(choice));
        keepConversation();
        m_bar->measure(m_conversation.turns());
        showTurns();
        updateState();
    }
}

void ChatCard::chooseToken(std::size_t turn, const TokenPlace& place) {
    m_chosenTurn = turn;
    m_chosen = place;
    showToken();
}

void ChatCard::showToken() {
    if (m_chosenTurn >= m_views.size()) {
        return;
    }
    const ChatTurn& turn = m_conversation.turns()[m_chosenTurn];
    const AnswerResult& result = turn.answers[m_chosen.answer].result;
    const FilterEvent& event = m_chosen.ofPrompt ? result.prompt_activity : result.activity;
    const std::size_t token = static_cast<std::size_t>(m_chosen.token),
                      known = m_chosen.ofPrompt ? event.tokens.size() : result.pieces.size();
    if (m_chosen.token < 0 || token >= known || turn.blind) {
        m_token->clearToken();
        m_views[m_chosenTurn]->say(m_chosen, {});
        return;
    }
    TokenActivity activity;
    const std::vector<float> strengths = tokenStrengths(event, m_bar->colouring().site);
    if (token < strengths.size()) {
        activity = {strengths[token], event.filter, m_bar->siteName()};
    }
    const QString who = Conversation::shownTitle(turn, m_chosen.answer);
    if (m_chosen.ofPrompt) {
        m_token->setPromptToken(who, event.tokens[token], activity);
    } else {
        m_token->setToken(who, result.pieces[token], activity);
    }
    m_views[m_chosenTurn]->say(m_chosen, m_token->sentence());
}

void ChatCard::readUses(const QString& run, const std::vector<SavedCheckpoint>& checkpoints,
                        const std::vector<Vote>& votes) {
    if (run != m_conversation.run()) {
        return;
    }
    m_checkpoints = checkpoints;
    fillColumns();
    m_tally->setText(Conversation::tally(votes));
    m_tally->setVisible(!votes.empty());
}

void ChatCard::fillColumns() {
    m_columns->clear();
    const auto add = [this](const ChatColumn& column) {
        QAction* action = m_columns->addAction(column.title);
        action->setObjectName("column_" + column.key);
        action->setCheckable(true);
        action->setChecked(std::ranges::count(m_conversation.columns(), column) > 0);
        action->setData(column.key);
        connect(action, &QAction::toggled, this, &ChatCard::chooseColumns);
    };
    add(Conversation::base());
    add(Conversation::tuned());
    if (!m_checkpoints.empty()) {
        m_columns->addSection(tr("Checkpoints"));
    }
    for (const SavedCheckpoint& saved : m_checkpoints) {
        add(Conversation::checkpoint(saved));
    }
    chooseColumns(); // a checkpoint may be gone; those left become pressable, or not
}

void ChatCard::chooseColumns() {
    std::vector<ChatColumn> all = {Conversation::base(), Conversation::tuned()};
    for (const SavedCheckpoint& saved : m_checkpoints) {
        all.push_back(Conversation::checkpoint(saved));
    }
    std::vector<ChatColumn> chosen;
    for (const QAction* action : m_columns->actions()) {
        const auto column = std::ranges::find(all, action->data().toString(), &ChatColumn::key);
        if (action->isChecked() && column != all.end()) {
            chosen.push_back(*column);
        }
    }
    for (QAction* action : m_columns->actions()) {
        action->setEnabled(action->isChecked() ? chosen.size() > 1 : chosen.size() < Conversation::mostColumns);
    }
    m_conversation.setColumns(chosen);
    updateState();
}

void ChatCard::clearTurns() {
    for (TurnView* view : m_views) {
        m_turns->removeWidget(view);
        view->hide();
        view->deleteLater(); // its own button may have led here
    }
    m_views.clear();
    m_chosen = {};
    m_bar->measure({});
    m_token->clearToken();
}

void ChatCard::showTurns() {
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        m_views[i]->showTurn(m_conversation.turns()[i], m_bar->colouring());
    }
    showToken();
}

void ChatCard::updateState() {
    const bool two = m_conversation.columns().size() == 2;
    m_blind->setEnabled(two);
    m_blind->setToolTip(
        two ? tr("The two answers come in an order drawn by chance and without names, until you have said "
                 "which is better. Votes are kept in the run's folder")
            : tr("For two models at a time: choose two under Models"));
    QString reason;
    if (m_backend.busy()) {
        reason = tr("Possible when the training run has ended.");
    } else if (m_conversation.waiting()) {
        reason = m_conversation.ending() ? tr("Ending…") : tr("The models are answering…");
    } else if (m_conversation.awaitsVote()) {
        reason = tr("First say which answer is better.");
    } else if (m_prompt->toPlainText().trimmed().isEmpty()) {
        reason = tr("Write a prompt first.");
    }
    m_reason->setText(reason);
    m_generate->setEnabled(reason.isEmpty() && !m_conversation.run().isEmpty());
    m_stop->setVisible(m_conversation.waiting());
    m_stop->setEnabled(!m_conversation.ending());
    m_new->setEnabled(!m_conversation.turns().empty() && !m_conversation.waiting());
    m_hint->setVisible(m_conversation.turns().empty());
    m_notes->setText(m_conversation.notes());
    m_notes->setVisible(!m_notes->text().isEmpty());
    m_goOn->setVisible(m_conversation.turns().empty() && !m_memory.conversation(m_conversation.run()).isEmpty());
    m_token->setVisible(std::ranges::any_of(m_conversation.turns(), [](const ChatTurn& turn) { return turn.done(); }));
}

} // namespace loratrf
