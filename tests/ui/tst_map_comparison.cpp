// Two maps brought to the rows and columns that both have, and their difference.

#include "ui/filters/map_comparison.h"

#include <QtTest>

#include <cmath>

using namespace loratrf;

namespace {

Matrix steps(const QStringList& rows, double first, double width, int columns, float from) {
    Matrix matrix;
    matrix.rows = static_cast<int>(rows.size());
    matrix.columns = columns;
    matrix.rowNames = rows;
    matrix.firstKey = first;
    matrix.keyStep = width;
    for (int i = 0; i < matrix.rows * columns; ++i) {
        matrix.values.push_back(from + static_cast<float>(i));
    }
    return matrix;
}

} // namespace

class TestMapComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mapsAreBroughtToSharedSteps();
    void mapsThatShareNothing();
    void tokensThatBothHaveAreSetAgainstEachOther();
    void theEndIsTheLastKnownValue();
};

void TestMapComparison::mapsAreBroughtToSharedSteps() {
    const QStringList names = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    const Matrix fine = steps(names, 1, 1, 8, 0);                    // steps 1 to 8
    const Matrix coarse = steps({names[2], names[0]}, 3, 2, 4, 100); // steps 3 to 10, two a column
    const MapComparison result = compareMaps(fine, coarse, 0);
    QCOMPARE(result.onlyFirst, 1);
    QCOMPARE(result.onlySecond, 0);
    QCOMPARE(result.difference.rowNames, (QStringList{names[0], names[2]}));
    QCOMPARE(result.difference.firstKey, 3.0);
    QCOMPARE(result.difference.keyStep, 2.0);
    QCOMPARE(result.difference.columns, 3); // 3-4, 5-6, 7-8
    QCOMPARE(result.first.at(0, 0), 2.5F);  // the mean of the steps 3 and 4
    QCOMPARE(result.second.at(0, 0), 104.0F);
    QCOMPARE(result.difference.at(0, 0), 2.5F - 104.0F);
    QCOMPARE(result.difference.at(1, 2), (22.0F + 23.0F) / 2 - 102.0F);
    QCOMPARE(result.upper, 200.0);
    QCOMPARE(result.reach, 200.0);
    QCOMPARE(compareMaps(fine, coarse, 50).upper, 50.0);
}

void TestMapComparison::mapsThatShareNothing() {
    const Matrix early = steps({QStringLiteral("a")}, 1, 1, 4, 0), late = steps({QStringLiteral("a")}, 9, 1, 4, 0);
    QVERIFY(compareMaps(early, late, 0).difference.isEmpty());
    QVERIFY(compareMaps(early, steps({QStringLiteral("z")}, 1, 1, 4, 0), 0).difference.isEmpty());
    Matrix text = early, other = early;
    text.columnNames = QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")};
    other.columnNames = text.columnNames;
    QVERIFY(!compareMaps(text, other, 1).difference.isEmpty());
    other.columnNames = QStringList{QStringLiteral("w"), QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")};
    const MapComparison none = compareMaps(text, other, 1);
    QVERIFY(none.difference.isEmpty() && none.sharesRows);
    QCOMPARE(none.onlyColumns, 8);
    QVERIFY(compareMaps({}, {}, 0).difference.isEmpty());
}

// Two chat templates around one text, and a word that the two tokenizers cut otherwise.
void TestMapComparison::tokensThatBothHaveAreSetAgainstEachOther() {
    Matrix first = steps({QStringLiteral("a")}, 0, 1, 5, 0), second = steps({QStringLiteral("a")}, 0, 1, 4, 10);
    first.columnNames = QStringLiteral("<user> two man darins </user>").split(QLatin1Char(' '));
    second.columnNames = QStringLiteral("[INST] two mandarins </user>").split(QLatin1Char(' '));
    const MapComparison result = compareMaps(first, second, 0);
    QCOMPARE(result.difference.columnNames, (QStringList{QStringLiteral("two"), QStringLiteral("</user>")}));
    QCOMPARE(result.onlyColumns, 5);
    QCOMPARE(result.difference.at(0, 0), 1.0F - 11.0F);
    QCOMPARE(result.difference.at(0, 1), 4.0F - 13.0F);
}

void TestMapComparison::theEndIsTheLastKnownValue() {
    Matrix matrix = steps({QStringLiteral("a"), QStringLiteral("b")}, 1, 1, 3, 0);
    matrix.values[5] = std::nanf("");
    const Matrix end = atTheEnd(matrix, QStringLiteral("end"));
    QCOMPARE(end.columns, 1);
    QCOMPARE(end.at(0, 0), 2.0F);
    QCOMPARE(end.at(1, 0), 4.0F);
    QVERIFY(atTheEnd({}, QStringLiteral("end")).isEmpty());
}

QTEST_MAIN(TestMapComparison)
#include "tst_map_comparison.moc"
