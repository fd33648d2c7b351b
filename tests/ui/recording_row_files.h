#pragma once
// Files of rows that are not there: notes what is asked, and answers with rows made up from their numbers.

#include "backend/data/row_file.h"
#include "ui/setup/row_files.h"

namespace loratrf {

class RecordingRowFiles : public RowFiles {
public:
    struct Asked {
        int id = 0;
        QString what, text, model;
        qint64 row = 0;
        int count = 0;
        DataOptions options;
    };
    std::vector<Asked> asked;
    std::vector<Rejected> exported;
    std::map<int64_t, std::optional<std::string>> changes;
    std::vector<int> lineQuestions;

    int count(const QString& what) const {
        return static_cast<int>(std::ranges::count_if(asked, [&](const Asked& one) { return one.what == what; }));
    }
    const Asked& last(const QString& what) const {
        for (auto one = asked.rbegin(); one != asked.rend(); ++one) {
            if (one->what == what) {
                return *one;
            }
        }
        qFatal("nobody asked to %s", qPrintable(what));
    }
    // Answers every page that was asked for since the last call.
    void answerPages() {
        for (; m_answered < asked.size(); ++m_answered) {
            const Asked one = asked[m_answered];
            if (one.what != "read") {
                continue;
            }
            std::vector<RowText> rows;
            for (qint64 row = one.row; row < one.row + one.count; ++row) {
                rows.push_back({row + 1, "row number " + std::to_string(row), false});
            }
            Q_EMIT pageRead(one.id, one.row, rows);
        }
    }

    void open(int id, const QString& file, const DataOptions& options) override {
        asked.push_back({id, "open", file, {}, 0, 0, options});
    }
    void close(int id) override { asked.push_back({id, "close", {}, {}, 0, 0, {}}); }
    void read(int id, qint64 first, int count) override { asked.push_back({id, "read", {}, {}, first, count, {}}); }
    void readWhole(int id, qint64 row) override { asked.push_back({id, "whole", {}, {}, row, 0, {}}); }
    void rowsOfLines(int id, int question, const std::vector<int64_t>& lines) override {
        asked.push_back({id, "lines", {}, {}, 0, static_cast<int>(lines.size()), {}});
        lineQuestions.push_back(question);
    }
    void show(int id, qint64 row, const QString& model, const DataOptions& options) override {
        asked.push_back({id, "show", {}, model, row, 0, options});
    }
    void showChange(int id, qint64 row, const QString& text, const QString& model,
                    const DataOptions& options) override {
        asked.push_back({id, "change", text, model, row, 0, options});
    }
    void find(int id, const QString& wanted) override { asked.push_back({id, "find", wanted, {}, 0, 0, {}}); }
    void stopFind(int id) override { asked.push_back({id, "stop", {}, {}, 0, 0, {}}); }
    void exportRejected(int id, const std::vector<Rejected>& rejected, const QString& to) override {
        asked.push_back({id, "export", to, {}, 0, 0, {}});
        exported = rejected;
    }
    void saveCorrected(int id, const std::map<int64_t, std::optional<std::string>>& wanted,
                       const QString& to) override {
        asked.push_back({id, "save", to, {}, 0, 0, {}});
        changes = wanted;
    }
    void stopWriting(int id) override { asked.push_back({id, "stop writing", {}, {}, 0, 0, {}}); }
    void lookAtFields(int id, const QString& file, const DataOptions& options, int rows) override {
        asked.push_back({id, "fields", file, {}, 0, rows, options});
    }
    void findLeakage(int id, const QStringList& train, const QString& eval, const DataOptions& options) override {
        asked.push_back({id, "leakage", train.join('\n'), eval, 0, 0, options});
    }
    void stopLeakage() override { asked.push_back({0, "stop leakage", {}, {}, 0, 0, {}}); }

private:
    std::size_t m_answered = 0;
};

} // namespace loratrf
