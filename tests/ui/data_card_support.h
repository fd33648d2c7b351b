#pragma once
// A data card over a file that is not there: its fields, its report.

#include "find_widget.h"
#include "recording_backend.h"
#include "setup_form.h"
#include "ui/setup/data_card.h"

#include <QLineEdit>
#include <QtTest>

namespace loratrf {

inline FieldLook exampleLook() {
    FieldLook look;
    look.file = "/data/a.csv";
    look.fields = {{"id", {"1", "2"}},
                   {"question", {"How many bags of flour?", "When?"}},
                   {"tone", {"kind", "short"}},
                   {"reply", {"Two bags.", "On Friday."}}};
    look.shape = RowShape::PromptCompletion;
    look.prompt = "question";
    look.answer = "reply";
    return look;
}

inline DataReport exampleReport(const std::string& file) {
    DataReport report;
    report.file = file;
    report.rows = 103;
    report.used = 98;
    report.tokens = 9000;
    report.supervised_tokens = 2000;
    report.longest = 400;
    report.over_length = 5;
    report.duplicates = 4;
    report.duplicate_rows = {{40, 7}};
    report.histogram = {{20, 30}, {60, 40}, {100, 20}, {200, 8}, {300, 3}, {400, 2}};
    return report;
}

// A card over a file whose fields are known.
inline void giveFile(RecordingBackend& backend, DataCard& card, const QString& file = "/data/a.csv") {
    const int before = backend.rows.count("fields");
    card.setModel("/models/a");
    find<QLineEdit>(card, "dataPath")->setText(file);
    QTRY_VERIFY(backend.rows.count("fields") > before);
    Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, exampleLook());
}

} // namespace loratrf
