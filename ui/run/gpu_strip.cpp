#include "ui/run/gpu_strip.h"

#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int barHeight = 6, barGap = 3;

} // namespace

// A short text, over a bar where it is a share of something.
class Gauge : public QLabel {
public:
    Gauge(const char* name, const QString& help, QWidget* parent) : QLabel(parent) {
        setObjectName(QLatin1String(name));
        setToolTip(help);
        setTextFormat(Qt::PlainText);
        setForegroundRole(QPalette::PlaceholderText);
        setAlignment(Qt::AlignLeft | Qt::AlignTop);
        setContentsMargins(0, 0, 0, barHeight + barGap);
    }

    // `widest`: has room too, so that nothing moves while the figures change
    void tell(const QString& text, const QString& spoken, const QString& widest,
              std::optional<double> share = std::nullopt) {
        m_widest = widest;
        m_share = share ? std::optional(std::clamp(*share, 0.0, 1.0)) : std::nullopt;
        setText(text);
        setAccessibleName(spoken);
        update();
    }

    QSize sizeHint() const override {
        const QSize own = QLabel::sizeHint();
        constexpr int slack = 2; // a label rounds up
        return {std::max(own.width(), fontMetrics().horizontalAdvance(m_widest) + slack), own.height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override {
        QLabel::paintEvent(event);
        if (!m_share) {
            return;
        }
        const ThemeColours& colours = themeColours(palette());
        const QRectF bar(0.5, height() - barHeight + 0.5, width() - 1, barHeight - 1);
        const double radius = bar.height() / 2;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colours.border);
        painter.setBrush(colours.accentSoft);
        painter.drawRoundedRect(bar, radius, radius);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * *m_share, bar.height()), radius, radius);
    }

private:
    QString m_widest;
    std::optional<double> m_share;
};

GpuStrip::GpuStrip(StudioBackend& backend, const RunModel& run, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_model(run),
      m_busy(
          new Gauge("gpuBusy", tr("Share of the time in which the GPU computed anything, for whatever program"), this)),
      m_memory(new Gauge("gpuMemory", tr("Memory of the GPU that is in use, by all programs together"), this)),
      m_temperature(new Gauge("gpuTemperature", tr("Temperature of the GPU"), this)),
      m_power(new Gauge("gpuPower", tr("Electric power that the GPU draws"), this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::wide);
    for (Gauge* gauge : {m_busy, m_memory, m_temperature, m_power}) {
        layout->addWidget(gauge);
    }
    layout->addStretch();
    setReading({});
    connect(&backend, &StudioBackend::gpuRead, this, &GpuStrip::setReading);
    connect(&run, &RunModel::reset, this, &GpuStrip::followRun);
    connect(&run, &RunModel::stateChanged, this, &GpuStrip::followRun);
    followRun();
}

void GpuStrip::followRun() {
    const bool computes = m_model.isRunning() && m_model.start();
    const QString run = computes ? m_model.folder() : QString();
    const QString device = computes ? qs(m_model.start()->device) : QString();
    if (run != m_run || device != m_device) {
        m_run = run;
        m_device = device;
        setReading({});
        m_backend.watchGpu(device);
    }
}

void GpuStrip::setReading(const GpuReading& reading) {
    const bool memory = reading.memory_used && reading.memory_total && *reading.memory_total > 0;
    if (reading.busy) {
        const int64_t percent = *reading.busy;
        m_busy->tell(tr("GPU %1 %").arg(percent), tr("GPU in use: %1 %").arg(percent), tr("GPU %1 %").arg(100),
                     static_cast<double>(percent) / 100);
    }
    if (memory) {
        const QString used = sizeText(*reading.memory_used), total = sizeText(*reading.memory_total);
        m_memory->tell(tr("Memory %1 of %2").arg(used, total), tr("GPU memory in use: %1 of %2").arg(used, total),
                       tr("Memory %1 of %2").arg(total, total),
                       static_cast<double>(*reading.memory_used) / static_cast<double>(*reading.memory_total));
    }
    if (reading.temperature) {
        const int64_t degrees = *reading.temperature;
        m_temperature->tell(tr("%1 °C").arg(degrees), tr("GPU temperature: %1 °C").arg(degrees), tr("%1 °C").arg(100));
    }
    if (reading.power) {
        const QString watts = numberText(*reading.power, 'f', 0);
        m_power->tell(tr("%1 W").arg(watts), tr("GPU power: %1 W").arg(watts), tr("%1 W").arg(1000));
    }
    m_busy->setVisible(reading.busy.has_value());
    m_memory->setVisible(memory);
    m_temperature->setVisible(reading.temperature.has_value());
    m_power->setVisible(reading.power.has_value());
    setVisible(reading != GpuReading());
}

} // namespace loratrf
