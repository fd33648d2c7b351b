// Which fields of rows tell them into groups.

#include "backend/data/row_labels.h"
#include "data_files.h"

#include <QtTest>

using namespace loratrf;

class TestRowLabels : public QObject {
    Q_OBJECT

    DataFiles m_files;

    static std::vector<std::string> names(const std::vector<RowLabels>& labels) {
        std::vector<std::string> names;
        for (const RowLabels& one : labels)
            names.push_back(one.field);
        return names;
    }

private Q_SLOTS:
    void fieldsWithFewValuesAreLabels() {
        const auto file = m_files.write("rows.jsonl", R"({"id": 1, "text": "a", "topic": "fruit", "long": true}
{"id": 2, "text": "b", "topic": "stone", "long": true}
{"id": 3, "text": "c", "topic": "fruit", "long": true}
)");
        const auto labels = read_row_labels({{file, {1, 2, 3}}}, {});
        QCOMPARE(names(labels), std::vector<std::string>{"topic"}); // "id" tells each row apart, "long" none
        QCOMPARE(labels[0].by_row.at({0, 2}), std::string("stone"));
        QVERIFY(read_row_labels({{file, {1, 3}}}, {}).empty()); // only the rows that are looked at count
    }

    void aRowWithoutTheFieldHasNoLabel() {
        const auto file = m_files.write("rows.jsonl", R"({"text": "a", "topic": "fruit", "checked": 1}
{"text": "b", "topic": "", "checked": 1}
{"text": "c", "topic": "fruit"}
{"text": "d"}
)");
        const auto labels = read_row_labels({{file, {1, 2, 3, 4}}}, {});
        QCOMPARE(names(labels), (std::vector<std::string>{"checked", "topic"}));
        QCOMPARE(labels[1].by_row.size(), size_t(2)); // an empty text is none
        QVERIFY(labels[1].by_row.contains({0, 3}) && !labels[1].by_row.contains({0, 2}));
    }

    // Line 1 of one file is not line 1 of the other.
    void rowsOfSeveralFilesKeepTheirOwn() {
        const auto first = m_files.write("first.jsonl", R"({"text": "a", "topic": "fruit"}
{"text": "b", "topic": "stone"}
)");
        const auto second = m_files.write("second.jsonl", R"({"text": "c", "topic": "stone"}
{"text": "d", "kind": "x"}
)");
        int64_t told = 0, all = 0;
        const auto tell = [&](int64_t done, int64_t total) {
            told = done;
            all = total;
        };
        const auto labels = read_row_labels({{first, {1, 2}}, {second, {1, 2}}}, {}, tell);
        QCOMPARE(told, int64_t(std::filesystem::file_size(first))); // a second one so small tells no more
        QCOMPARE(all, told + int64_t(std::filesystem::file_size(second)));
        QCOMPARE(names(labels), std::vector<std::string>{"topic"});
        QCOMPARE(labels[0].by_row.at({0, 1}), std::string("fruit"));
        QCOMPARE(labels[0].by_row.at({1, 1}), std::string("stone"));
        QVERIFY(!labels[0].by_row.contains({1, 2}));
    }
};

QTEST_GUILESS_MAIN(TestRowLabels)
#include "tst_row_labels.moc"
