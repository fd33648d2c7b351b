#include "ui/setup/reading_bar.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <chrono>

namespace loratrf {

namespace {

using namespace std::chrono_literals;

constexpr auto aMoment = 400ms;
constexpr int barWidth = 90, fine = 10'000;

} // namespace

ReadingBar::ReadingBar(const QString& stopped, QWidget* parent)
    : QWidget(parent), m_stoppedText(stopped), m_bar(new QProgressBar),
      m_text(new TextLabel({}, TextLabel::Rank::Muted)), m_button(new QPushButton) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::normal);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Rows are being read"));
    line->addWidget(m_bar);
    line->addWidget(m_text, 1);
    line->addWidget(m_button);
    m_soon.setSingleShot(true);
    m_soon.setInterval(aMoment);
    connect(&m_soon, &QTimer::timeout, this, &ReadingBar::showState);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_reading) {
            m_stopped = true;
            end();
            Q_EMIT stopWanted();
        } else {
            Q_EMIT readWanted();
        }
    });
    hide();
}

void ReadingBar::begin() {
    m_reading = true;
    m_stopped = false;
    m_left = {};
    m_doing = tr("Reading all rows…");
    m_bar->setRange(0, 0); // until the reader tells
    if (isHidden()) {
        m_soon.start();
    } else {
        showState();
    }
}

void ReadingBar::setDone(double share) {
    if (!m_reading) {
        return;
    }
    const auto done = static_cast<int>(fine * std::clamp(share, 0.0, 1.0));
    m_bar->setRange(0, fine);
    m_bar->setValue(done);
    m_doing = m_left.appended(tr("Reading all rows: %1 %").arg(done * 100 / fine),
                              ProgressEvent{.what = {}, .done = done, .total = fine});
    if (!isHidden()) {
        showState();
    }
}

void ReadingBar::end() {
    m_reading = false;
    m_soon.stop();
    showState();
}

void ReadingBar::clear() {
    m_stopped = false;
    end();
}

void ReadingBar::showState() {
    setVisible(m_reading || m_stopped);
    m_bar->setVisible(m_reading);
    m_text->setText(m_reading ? m_doing : m_stoppedText);
    m_button->setText(m_reading ? tr("Stop") : tr("Read them"));
    m_button->setToolTip(m_reading ? tr("Leave the rows unread; the run itself can be started all the same")
                                   : tr("Read all rows of the training files"));
}

} // namespace loratrf
