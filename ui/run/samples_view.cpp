#include "ui/run/samples_view.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

enum Compare { First, Previous, Nothing };

QLabel* answerLabel(const QString& text, const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text.isEmpty() ? SamplesView::tr("(an empty answer)") : text);
    if (text.isEmpty()) {
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    label->setObjectName(name);
    return label;
}

} // namespace

SamplesView::SamplesView(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_pages(new QStackedLayout(this)), m_slider(new QSlider(Qt::Horizontal)),
      m_where(new QLabel), m_compare(new QComboBox), m_grid(nullptr), m_answers(new QWidget) {
    m_slider->setObjectName(QStringLiteral("sampleSlider"));
    m_slider->setPageStep(1);
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_slider->setToolTip(tr("The evaluation whose answers are shown; at the right end the newest, which is followed"));
    auto* sliderLabel = new QLabel(tr("Evaluation"));
    sliderLabel->setBuddy(m_slider);
    m_where->setObjectName(QStringLiteral("sampleWhere"));
    m_compare->setObjectName(QStringLiteral("sampleCompare"));
    m_compare->addItems({tr("Beside the first"), tr("Beside the one before"), tr("Alone")});
    m_compare->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_compare->setMinimumContentsLength(9);
    m_compare->setAccessibleName(tr("What the answers are compared with"));
    m_compare->setToolTip(tr("What the answers stand beside: those before the training, those of the evaluation "
                             "before, or none"));

    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(sliderLabel);
    top->addWidget(m_slider, 1);
    top->addWidget(m_where);
    top->addWidget(m_compare);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Answers"));
    new FocusRing(*scroll);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_answers);
    auto* outer = new QVBoxLayout(m_answers);
    outer->setContentsMargins(0, 0, 12, 0);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(20);
    m_grid->setVerticalSpacing(6);
    outer->addLayout(m_grid);
    outer->addStretch();
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(top);
    layout->addWidget(scroll, 1);
    m_pages->addWidget(makeEmptyNote(
        tr("Answers to a few fixed prompts appear here at each evaluation: the probe texts, or the first "
           "evaluation rows. Without evaluation rows the probe texts are answered at the end of each epoch."),
        this));
    m_pages->addWidget(body);

    connect(m_slider, &QSlider::valueChanged, this, &SamplesView::showStep);
    connect(m_compare, &QComboBox::currentIndexChanged, this, &SamplesView::showStep);
    connect(&model, &RunModel::samplesGrew, this, &SamplesView::refresh);
    connect(&model, &RunModel::reset, this, &SamplesView::refresh);
    refresh();
}

void SamplesView::refresh() {
    const bool atEnd = m_slider->value() == m_slider->maximum();
    m_steps = m_model.samples().steps();
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setMaximum(std::max(0, static_cast<int>(m_steps.size()) - 1));
        if (atEnd) {
            m_slider->setValue(m_slider->maximum());
        }
    }
    m_slider->setEnabled(m_steps.size() > 1);
    m_pages->setCurrentIndex(m_steps.empty() ? 0 : 1);
    showStep();
}

int64_t SamplesView::chosenStep() const {
    return m_steps[static_cast<std::size_t>(
        std::clamp<int>(m_slider->value(), 0, static_cast<int>(m_steps.size()) - 1))];
}

int64_t SamplesView::comparedStep() const {
    const int at = m_slider->value();
    switch (m_compare->currentIndex()) {
    case First:
        return at > 0 ? m_steps.front() : -1;
    case Previous:
        return at > 0 ? m_steps[static_cast<std::size_t>(at - 1)] : -1;
    default:
        return -1;
    }
}

void SamplesView::showStep() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    if (m_steps.empty()) {
        m_where->clear();
        return;
    }
    const int64_t step = chosenStep(), compared = comparedStep();
    m_where->setText(tr("step %1").arg(countText(step)));
    m_slider->setAccessibleDescription(m_where->text());
    const int columns = compared >= 0 ? 2 : 1;
    for (int column = 0; column < 2; ++column) {
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    int row = 0;
    for (const auto& [number, prompt] : m_model.samples().prompts()) {
        auto* asked = new TextLabel(prompt.text, TextLabel::Rank::Strong, m_answers);
        asked->setTextFormat(Qt::PlainText);
        asked->setWordWrap(true);
        asked->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
        asked->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(asked, row++, 0, 1, columns);
        int column = 0;
        for (const int64_t shown : {compared, step}) {
            if (shown < 0) {
                continue;
            }
            const auto found = prompt.answers.find(shown);
            auto* heading = new TextLabel(shown == 0 ? tr("before the training") : tr("step %1").arg(countText(shown)),
                                          TextLabel::Rank::Muted, m_answers);
            m_grid->addWidget(heading, row, column);
            const QString name = QStringLiteral("sample%1.%2").arg(number).arg(column);
            m_grid->addWidget(
                answerLabel(found == prompt.answers.end() ? tr("(no answer at this step)") : found->second, name,
                            m_answers),
                row + 1, column++);
        }
        row += 2;
        m_grid->setRowMinimumHeight(row++, 12);
    }
}

} // namespace loratrf
