#pragma once
// Where the axes of a plot have their ticks.

#include <qcustomplot.h>

namespace loratrf {

// Steps are whole numbers.
class StepTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
    }
};

// 1-2-5 on a logarithmic axis; powers of ten alone where many are visible, round numbers where not even one is.
class LogTicker : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override {
        if (!(range.lower > 0) || range.upper / range.lower < 4) {
            return QCPAxisTicker::createTickVector(tickStep, range);
        }
        const double first = std::floor(std::log10(range.lower)), last = std::ceil(std::log10(range.upper));
        QVector<double> ticks;
        for (double power = first; power <= last; ++power) {
            for (const double factor : {1.0, 2.0, 5.0}) {
                if (factor == 1 || last - first < 5) {
                    ticks << factor * std::pow(10.0, power);
                }
            }
        }
        return ticks;
    }
};

} // namespace loratrf
