#pragma once
// The meters of the GPU that the run under way computes on: how busy it is, its memory, temperature and power. Nothing
// is seen where it is no GPU of this machine, or where it cannot be read.

#include "backend/api/gpu_reading.h"

#include <QWidget>

namespace loratrf {

class Gauge;
class RunModel;
class StudioBackend;

class GpuStrip : public QWidget {
    Q_OBJECT

public:
    GpuStrip(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

private:
    void followRun(); // asks for the readings of its GPU
    void setReading(const GpuReading& reading);

    StudioBackend& m_backend;
    const RunModel& m_model;
    QString m_run, m_device; // that were asked for; the device of another run may be another machine's
    Gauge* m_busy;
    Gauge* m_memory;
    Gauge* m_temperature;
    Gauge* m_power;
};

} // namespace loratrf
