#include "ui/plots/site_slider.h"

#include "ui/plots/token_strengths.h"
#include "ui/runs/activity_history.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace loratrf {

SiteSlider::SiteSlider(const QString& name, const QString& help, QWidget* parent)
    : QWidget(parent), m_name(new QLabel), m_slider(new QSlider(Qt::Horizontal)) {
    m_slider->setObjectName(QStringLiteral("siteSlider"));
    m_slider->setAccessibleName(name);
    m_slider->setToolTip(help);
    m_slider->setRange(0, 0);
    m_name->setObjectName(QStringLiteral("siteName"));
    m_name->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_slider, 2);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showName();
        Q_EMIT siteChanged(site());
    });
    showName();
}

void SiteSlider::setSites(const QStringList& labels) {
    m_labels = labels;
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, static_cast<int>(labels.size()));
    m_slider->setPageStep(std::max(1, static_cast<int>(labels.size()) / 6));
    showName();
}

int SiteSlider::site() const {
    return m_slider->value() == 0 ? allSites : m_slider->value() - 1;
}

void SiteSlider::setSite(int site) {
    m_slider->setValue(site + 1);
}

QString SiteSlider::siteName() const {
    return site() == allSites ? tr("all layers (mean)") : siteText(m_labels.value(site()));
}

void SiteSlider::showName() {
    m_name->setText(siteName());
    m_slider->setAccessibleDescription(siteName());
}

} // namespace loratrf
