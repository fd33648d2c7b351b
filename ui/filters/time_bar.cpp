#include "ui/filters/time_bar.h"

#include "ui/filters/time_cursor.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace loratrf {

TimeBar::TimeBar(TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_cursor(cursor), m_play(new QPushButton(this)), m_slider(new QSlider(Qt::Horizontal, this)),
      m_label(new QLabel(this)) {
    m_play->setObjectName(QStringLiteral("timePlay"));
    m_play->setCheckable(true);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Step of the run"));
    m_slider->setToolTip(tr("The step whose filters are shown. Drag it, or use the arrow keys, Home and End; at the "
                            "right end it follows a run that goes on."));
    m_label->setObjectName(QStringLiteral("timeLabel"));
    m_label->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(m_play);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_label);
    connect(m_play, &QPushButton::toggled, &cursor, &TimeCursor::setPlaying);
    connect(m_slider, &QSlider::valueChanged, &cursor, &TimeCursor::chooseIndex);
    connect(&cursor, &TimeCursor::moved, this, &TimeBar::update);
    connect(&cursor, &TimeCursor::stepsChanged, this, &TimeBar::update);
    connect(&cursor, &TimeCursor::playingChanged, this, &TimeBar::updateButton);
    updateButton();
    update();
}

void TimeBar::update() {
    const auto count = static_cast<int>(m_cursor.steps().size());
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, std::max(0, count - 1));
    m_slider->setPageStep(std::max(1, count / 10));
    m_slider->setValue(std::max(0, m_cursor.index()));
    m_slider->setEnabled(count > 1);
    m_play->setEnabled(count > 1);
    const QLocale locale;
    const bool untold = count == 0 || m_cursor.steps().back() == 0; // a text asked for when the run was over
    m_label->setText(untold ? QString()
                            : tr("Step %1 (%2 of %3)")
                                  .arg(locale.toString(static_cast<qlonglong>(m_cursor.step())))
                                  .arg(m_cursor.index() + 1)
                                  .arg(count));
    m_slider->setAccessibleDescription(m_label->text());
    // As wide as it will be at the last step, so that the slider stays where it is while time goes by.
    if (!untold) {
        const QString widest = tr("Step %1 (%2 of %3)")
                                   .arg(locale.toString(static_cast<qlonglong>(m_cursor.steps().back())))
                                   .arg(count)
                                   .arg(count);
        m_label->setMinimumWidth(m_label->fontMetrics().horizontalAdvance(widest) + space::tight);
    }
}

void TimeBar::updateButton() {
    const bool playing = m_cursor.isPlaying();
    const QSignalBlocker quiet(m_play);
    m_play->setChecked(playing);
    m_play->setText(playing ? tr("&Pause") : tr("&Play"));
    m_play->setIcon(
        tintedIcon(playing ? QStringLiteral("pause") : QStringLiteral("play"), palette().color(QPalette::ButtonText)));
    m_play->setToolTip(playing ? tr("Stop at this step (space)") : tr("Show the steps one after the other (space)"));
}

void TimeBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        updateButton();
    }
    QWidget::changeEvent(event);
}

} // namespace loratrf
