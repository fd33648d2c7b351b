#pragma once
// A window over all rows of a data file: any row as text and as tokens, searching, the refused and the repeated ones,
// and a corrected copy of the file.

#include "backend/api/engine.h"
#include "ui/setup/kept_changes.h"
#include "ui/widgets/remaining_time.h"
#include "ui/widgets/unsaved_work.h"

#include <QDialog>
#include <QTimer>

#include <map>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableView;

namespace loratrf {

class MessageStrip;
class RowFiles;
class RowTable;
class RowView;
class TextLabel;

class RowBrowser : public QDialog, public UnsavedWork {
    Q_OBJECT

public:
    enum class Part { All, Found, Refused, Repeated };
    enum class Work { None, Opening, Searching, Copying, Exporting };

    RowBrowser(RowFiles& files, const QString& file, const QString& model, const DataOptions& options,
               QWidget* parent = nullptr);
    ~RowBrowser() override;

    const QString& file() const { return m_file; }
    // Of this file, and of those that were looked at with it: a repeated row's twin may lie in another one.
    void setReport(const DataReport& report, const QStringList& files = {});
    void setOptions(const QString& model, const DataOptions& options); // how rows become tokens
    void look(Part part);
    void goToRow(int64_t row); // 0-based
    void find(const QString& text);
    void saveCopy(const QString& to);
    void exportRefused(const QString& to);
    void reject() override; // changes that are not saved are dropped at the second time only
    QString unsavedWork() const override;
    void dropWork() override;

Q_SIGNALS:
    void corrected(const QString& file); // a copy was written

private:
    struct List {
        std::vector<int64_t> lines, rows;
        QStringList reasons;
    };
    QLayout* makeTop();
    QLayout* makeFooter();
    Part part() const;
    void begin(qint64 rows);
    void takeFound(const std::vector<int64_t>& rows, double done);
    void takeLines(int question, const std::vector<int64_t>& rows);
    void takeWritten(const QString& file);
    void setLines(Part part, std::vector<int64_t> lines, QStringList reasons);
    void askLines();
    void showPart();
    void showCounts();
    void chooseRow();
    void setChange(int64_t row, const std::optional<std::string>& text);
    void undoChange(int64_t row);
    void restoreChanges(); // of a window that ended without asking
    void keepChanges();
    void forgetChanges();
    void setWork(Work work, double done = 0); // how far it is
    void stopWork();
    void takeStopped(const QString& file); // it was not written
    QString suggestion(const QString& ending, const QString& suffix) const;

    RowFiles& m_files;
    const int m_id;
    const QString m_file;
    qint64 m_rows = -1; // not open yet
    std::map<Part, List> m_lists;
    std::map<int, Part> m_askedLines;          // of the present report, by the question's number
    std::vector<loratrf::Rejected> m_rejected; // QDialog has a Rejected of its own
    int64_t m_repeated = 0;                    // rows, listed or not
    RowChanges m_changes;
    const KeptChanges m_kept;
    QTimer m_keepSoon;     // typing goes on for a while
    bool m_warned = false; // of changes that closing would drop
    Work m_work = Work::None;
    QString m_saving; // the copy that is being written
    RemainingTime m_left;

    QComboBox* m_parts;
    QSpinBox* m_goTo;
    QLineEdit* m_wanted;
    QPushButton *m_find, *m_stop;
    QProgressBar* m_progress;
    MessageStrip* m_strip;
    RowTable* m_table;
    QTableView* m_view;
    RowView* m_row;
    TextLabel* m_state;
    QPushButton *m_export, *m_save;
};

} // namespace loratrf
