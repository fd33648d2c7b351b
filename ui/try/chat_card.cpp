#include "ui/try/chat_card.h"

#include "ui/studio_backend.h"
#include "ui/try/colour_bar.h"
#include "ui/try/conversation_text.h"
#include "ui/try/token_detail.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/spoken_slider.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QShortcut>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace loratrf {

namespace {

constexpr int strengthSteps = 20; // of a strength of 1

} // namespace

ChatCard::ChatCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Chat"), tr("The same prompt and the same seed for every model; each sees the turns it has answered."),
           parent),
      m_backend(backend), m_turns(new QVBoxLayout), m_columns(new QMenu(this)), m_earlier(new QMenu(this)),
      m_columnsButton(new QPushButton(tr("&Models"))), m_new(new QPushButton(tr("&New conversation"))),
      m_generate(new QPushButton(tr("&Send"))), m_stop(new QPushButton(tr("S&top"))),
      m_earlierButton(new QPushButton(tr("Ask a&gain"))),
      m_goOn(new QPushButton(tr("Go on with the last conversation"))), m_prompt(new QPlainTextEdit),
      m_system(new QLineEdit), m_temperature(new NumberSpin), m_maxTokens(new QSpinBox), m_seed(new QSpinBox),
      m_colours(new QComboBox), m_strength(new SpokenSlider(1.0 / strengthSteps)), m_strengthText(new TextLabel({})),
      m_reason(new TextLabel({}, TextLabel::Rank::Muted)), m_tally(new TextLabel({}, TextLabel::Rank::Muted)),
      m_templateHash(new TextLabel({}, TextLabel::Rank::Muted)),
      m_hint(new TextLabel(tr("Nothing asked yet. Write a prompt below; the answers appear here side by side."),
                           TextLabel::Rank::Muted)),
      m_blind(new QCheckBox(tr("Bl&ind: hide whose answer is whose"))), m_bar(new ColourBar), m_token(new TokenDetail),
      m_strip(new MessageStrip), m_mismatch(new MessageStrip), m_template(new QPlainTextEdit), m_templateFold(nullptr) {
    m_columnsButton->setObjectName("chatModels");
    m_columnsButton->setMenu(m_columns);
    m_columnsButton->setToolTip(
        tr("Which models answer: two to four of the base model, the tuned one and the run's checkpoints. One that is "
           "added later sees only the turns it has answered"));
    m_new->setObjectName("newConversation");
    m_new->setToolTip(tr("Forget the turns so far and begin anew"));
    m_goOn->setObjectName("lastConversation");
    m_goOn->setToolTip(tr("What was said the last time with this run stands here again; the next prompt continues it"));
    connect(m_goOn, &QPushButton::clicked, this, &ChatCard::goOn);
    aside()->addWidget(m_goOn);
    aside()->addWidget(m_columnsButton);
    aside()->addWidget(m_new);
    makeSettings();
    m_mismatch->setObjectName("templateMismatch");
    body()->addWidget(m_mismatch);
    m_hint->setObjectName("chatHint");
    body()->addWidget(m_hint);
    m_turns->setSpacing(space::wide);
    body()->addLayout(m_turns);
    body()->addWidget(m_bar);
    body()->addWidget(m_token);
    m_strip->setObjectName("tryStrip");
    body()->addWidget(m_strip);
    makeEntry();
    makeTemplate();

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
            end(m_conversation.fail(id, engineText(message)));
        } else if (job == "votes") {
            m_strip->setMessage(Level::Problem, engineText(message));
        }
    });
    connect(&backend, &StudioBackend::usesRead, this, &ChatCard::readUses);
    fillColumns();
    fillPrompts();
    updateState();
}

void ChatCard::makeSettings() {
    auto* form = new Form(4);
    m_system->setObjectName("systemPrompt");
    m_system->setPlaceholderText(tr("None"));
    form->addField("system", tr("S&ystem prompt"), m_system,
                   tr("Put before the conversation. As in training unless you change it here"), 4);
    m_temperature->setObjectName("temperature");
    m_temperature->setRange(0, 5);
    form->addField("temperature", tr("Tem&perature"), m_temperature,
                   tr("0: always the likeliest token; 0.7 to 1: more varied"));
    m_maxTokens->setObjectName("maxTokens");
    m_maxTokens->setRange(1, std::numeric_limits<int>::max());
    m_maxTokens->setValue(256);
    form->addField("max_tokens", tr("&Longest answer, in tokens"), m_maxTokens,
                   tr("An answer ends here if the model has not ended it by itself; 100 to 500 serve most chats"));
    m_seed->setObjectName("trySeed");
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    form->addField("seed", tr("See&d"), m_seed,
                   tr("Starts the random choice, alike for every model; without effect at temperature 0"));
    m_colours->setObjectName("tokenColours");
    m_colours->addItem(tr("No colours"), static_cast<int>(TokenColours::None));
    m_colours->addItem(tr("Unlikely tokens"), static_cast<int>(TokenColours::Probability));
    m_colours->addItem(tr("Where the adapter acts"), static_cast<int>(TokenColours::Activity));
    form->addField(
        "colours", tr("&Colours"), m_colours,
        tr("Unlikely tokens: the more the colour stands out, the less likely the token was. Where the adapter acts: "
           "the further the filters were open, or the larger the adapter's term was, in a layer that you choose below "
           "the answers or on average over all; the prompt as it was read is coloured too"));

    auto* strength = new QWidget;
    auto* line = new QHBoxLayout(strength);
    line->setContentsMargins(0, 0, 0, 0);
    m_strength->setObjectName("adapterStrength");
    m_strength->setRange(0, 2 * strengthSteps);
    m_strength->setValue(strengthSteps);
    m_strength->setPageStep(strengthSteps / 4);
    m_strengthText->setMinimumWidth(fontMetrics().horizontalAdvance("0.00 ") + space::normal);
    line->addWidget(m_strength, 1);
    line->addWidget(m_strengthText);
    strength->setFocusProxy(m_strength);
    strength->setFocusPolicy(m_strength->focusPolicy()); // else its letter leads nowhere
    form->addField("strength", tr("Adapter st&rength, 1 as trained"), strength,
                   tr("What the adapter adds is multiplied by this in the answers to come: 0 is the base model, 1 as "
                      "trained, 2 twice as much. Not for methods that change the weights themselves"),
                   4);
    m_strength->setAccessibleName(tr("Adapter strength"));
    body()->addWidget(form);
    connect(m_strength, &QSlider::valueChanged, this, &ChatCard::updateState);
    connect(m_colours, &QComboBox::currentIndexChanged, this,
            [this] { m_bar->setColours(static_cast<TokenColours>(m_colours->currentData().toInt())); });
    connect(m_bar, &ColourBar::changed, this, &ChatCard::showTurns);
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
    connect(m_stop, &QPushButton::clicked, this, [this] { m_backend.cancel("generate"); });
    connect(m_prompt, &QPlainTextEdit::textChanged, this, [this] {
        m_memory.setDraft(m_prompt->toPlainText());
        updateState();
    });
    const auto keep = [this] { m_memory.setSettings(settings()); };
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, keep);
    connect(m_maxTokens, &QSpinBox::valueChanged, this, keep);
    connect(m_seed, &QSpinBox::valueChanged, this, keep);
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
        m_system->setText(qs(options.data_options.system_prompt)); // as it was trained
    }
    m_conversation.setRun(folder, options);
    recall();
    fillColumns();
    m_backend.readUses(folder);
    updateState();
}

// Of the project that the run lies in; what is being written stays while it is the same one.
void ChatCard::recall() {
    const ChatMemory memory(m_conversation.run());
    if (memory == m_memory) {
        return;
    }
    m_memory = {}; // so that nothing is kept while half of it is there
    const ChatSettings kept = memory.settings(settings());
    m_temperature->setValue(kept.temperature);
    m_maxTokens->setValue(int(std::min<int64_t>(kept.maxTokens, m_maxTokens->maximum())));
    m_seed->setValue(int(std::min<int64_t>(kept.seed, m_seed->maximum())));
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
            m_prompt->setPlainText(prompt);
            m_prompt->setFocus();
        });
    }
    m_earlierButton->setEnabled(!m_earlier->isEmpty());
}

ChatSettings ChatCard::settings() const {
    return {m_system->text(), m_temperature->value(), m_maxTokens->value(), m_seed->value(),
            double(m_strength->value()) / strengthSteps};
}

void ChatCard::ask() {
    m_strip->clear();
    const bool blind = m_blind->isChecked() && m_blind->isEnabled();
    const QString prompt = m_prompt->toPlainText().trimmed();
    m_memory.addPrompt(prompt);
    fillPrompts();
    const auto questions = m_conversation.ask(prompt, settings(), blind, QRandomGenerator::global()->bounded(2) == 1);
    addView(m_conversation.turns().size() - 1);
    for (const auto& [id, request] : questions) {
        m_backend.generate(id, request);
    }
    m_prompt->clear();
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
    }
    updateState();
}

void ChatCard::end(std::optional<Conversation::Place> place) {
    m_bar->measure(m_conversation.turns());
    take(place);
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
    m_strengthText->setText(numberText(double(m_strength->value()) / strengthSteps, 'f', 2));
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
        reason = tr("The models are answering…");
    } else if (m_conversation.awaitsVote()) {
        reason = tr("First say which answer is better.");
    } else if (m_prompt->toPlainText().trimmed().isEmpty()) {
        reason = tr("Write a prompt first.");
    }
    m_reason->setText(reason);
    m_generate->setEnabled(reason.isEmpty() && !m_conversation.run().isEmpty());
    m_stop->setVisible(m_conversation.waiting());
    m_new->setEnabled(!m_conversation.turns().empty() && !m_conversation.waiting());
    m_hint->setVisible(m_conversation.turns().empty());
    m_goOn->setVisible(m_conversation.turns().empty() && !m_memory.conversation(m_conversation.run()).isEmpty());
    m_token->setVisible(std::ranges::any_of(m_conversation.turns(), [](const ChatTurn& turn) { return turn.done(); }));
}

} // namespace loratrf
