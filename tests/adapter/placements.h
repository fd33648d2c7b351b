#pragma once
// The methods whose terms the decoder layer's node computes, with each placement of LoRATRF's filters, as test data.

#include "backend/api/options.h"

#include <QtTest>

namespace support {

inline loratrf::MethodOptions placed(const QString& placement) {
    return placement.isEmpty() ? loratrf::MethodOptions()
                               : loratrf::MethodOptions{{"placement", placement.toStdString()}};
}

inline void add_placements() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("placement");
    QTest::newRow("LoRA") << "lora"
                          << "";
    QTest::newRow("LoRATRF on blocks") << "loratrf"
                                       << "block";
    QTest::newRow("LoRATRF on projections") << "loratrf"
                                            << "linear";
}

} // namespace support
