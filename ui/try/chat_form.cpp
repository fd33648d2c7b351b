#include "ui/try/chat_form.h"

#include "ui/widgets/card.h"
#include "ui/widgets/spoken_slider.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace loratrf {

namespace {

constexpr int strengthSteps = 20; // of a strength of 1

} // namespace

ChatForm::ChatForm(QWidget* parent)
    : Form(4, parent), m_system(new QLineEdit), m_temperature(new NumberSpin), m_maxTokens(new QSpinBox),
      m_seed(new QSpinBox), m_colours(new QComboBox), m_strength(new SpokenSlider(1.0 / strengthSteps)),
      m_strengthText(new TextLabel({})) {
    m_system->setObjectName("systemPrompt");
    m_system->setPlaceholderText(tr("None"));
    addField("system", tr("S&ystem prompt"), m_system,
             tr("Put before the conversation. As in training unless you change it here"), 4);
    m_temperature->setObjectName("temperature");
    m_temperature->setRange(0, 5);
    addField("temperature", tr("Tem&perature"), m_temperature,
             tr("0: always the likeliest token; 0.7 to 1: more varied"));
    m_maxTokens->setObjectName("maxTokens");
    m_maxTokens->setRange(1, std::numeric_limits<int>::max());
    m_maxTokens->setValue(256);
    addField("max_tokens", tr("&Longest answer, in tokens"), m_maxTokens,
             tr("An answer ends here if the model has not ended it by itself; 100 to 500 serve most chats"));
    m_seed->setObjectName("trySeed");
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    addField("seed", tr("See&d"), m_seed,
             tr("Starts the random choice, alike for every model; without effect at temperature 0"));
    m_colours->setObjectName("tokenColours");
    m_colours->addItem(tr("No colours"), static_cast<int>(TokenColours::None));
    m_colours->addItem(tr("Unlikely tokens"), static_cast<int>(TokenColours::Probability));
    m_colours->addItem(tr("Where the adapter acts"), static_cast<int>(TokenColours::Activity));
    addField(
        "colours", tr("&Colours"), m_colours,
        tr("Unlikely tokens: the more the colour stands out, the less likely the token was. Where the adapter acts: "
           "the further the filters were open, or the larger the adapter's term was, in a layer that you choose below "
           "the answers or on average over all; the prompt as it was read is coloured too"));
    addField("strength", tr("Adapter st&rength, 1 as trained"), makeStrength(),
             tr("What the adapter adds is multiplied by this in the answers to come: 0 is the base model, 1 as "
                "trained, 2 twice as much. Not for methods that change the weights themselves"),
             4);
    m_strength->setAccessibleName(tr("Adapter strength"));

    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, &ChatForm::keptChanged);
    connect(m_maxTokens, &QSpinBox::valueChanged, this, &ChatForm::keptChanged);
    connect(m_seed, &QSpinBox::valueChanged, this, &ChatForm::keptChanged);
    connect(m_strength, &QSlider::valueChanged, this, &ChatForm::showStrength);
    connect(m_colours, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT coloursChosen(static_cast<TokenColours>(m_colours->currentData().toInt())); });
    showStrength();
}

QWidget* ChatForm::makeStrength() {
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
    return strength;
}

ChatSettings ChatForm::settings() const {
    return {m_system->text(), m_temperature->value(), m_maxTokens->value(), m_seed->value(),
            double(m_strength->value()) / strengthSteps};
}

void ChatForm::setSystem(const QString& prompt) {
    m_system->setText(prompt);
}

void ChatForm::setKept(const ChatSettings& settings) {
    m_temperature->setValue(settings.temperature);
    m_maxTokens->setValue(int(std::min<int64_t>(settings.maxTokens, m_maxTokens->maximum())));
    m_seed->setValue(int(std::min<int64_t>(settings.seed, m_seed->maximum())));
}

void ChatForm::showStrength() {
    m_strengthText->setText(numberText(double(m_strength->value()) / strengthSteps, 'f', 2));
}

} // namespace loratrf
