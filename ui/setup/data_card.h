#pragma once
// Which rows are trained on, how they become tokens, and what is wrong with them.

#include "backend/api/engine.h"
#include "ui/widgets/card.h"

#include <QList>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace loratrf {

class DataFiles;
class DataReportView;
class DataRoles;
class DropField;
class Form;
class MessageStrip;
class NumberSpin;
class ReadingBar;
class RowBrowser;
class RowFiles;
class StudioBackend;
class TokenView;

class DataCard : public Card {
    Q_OBJECT

public:
    explicit DataCard(StudioBackend& backend, QWidget* parent = nullptr);

    void read(const TrainOptions& options);  // options -> form
    void write(TrainOptions& options) const; // form -> options
    void setPaths(const QString& file, const QString& evalFile);
    void setModel(const QString& path); // empty: no usable model yet
    bool setProblem(const QString& field, const QString& text, bool warning);
    void clearProblems();
    // Usable rows of each training file; none where they are not all known.
    std::vector<int64_t> rows() const;
    bool ofPairs() const;                     // the training file is known to hold preference pairs
    void takeFiles(const QStringList& files); // the first is the training file, the others are further ones

Q_SIGNALS:
    void changed();
    void rowsCounted(); // rows() is another

private:
    Form* makeAdvanced();
    void makePreview();
    void listenToBackend();
    DataOptions dataOptions() const;
    void touched();
    void askForFields();
    void askForLeakage();
    RowBrowser* browse(const QString& file); // null without a file
    void takeCopy(const QString& file, const QString& copy);
    QStringList trainingFiles() const;                     // the first one is m_data's
    QStringList askedFiles() const;                        // with that of the evaluation rows, which is the last one
    const DataReport* reportOf(const QString& file) const; // null: not known
    void takeReport(const DataReport& report);
    void ask();
    void showRow(int index);
    void showEmpty(const QString& why);

    StudioBackend& m_backend;
    RowFiles& m_rowFiles;
    DropField *m_data, *m_eval;
    NumberSpin* m_share;
    QComboBox *m_shape, *m_overLength, *m_template;
    QSpinBox* m_maxLength;
    QCheckBox *m_onPrompt, *m_special;
    QPlainTextEdit* m_system;
    Form *m_form, *m_advanced;
    DataFiles* m_more;
    DataRoles* m_roles;
    Fold *m_fold, *m_rolesFold;
    MessageStrip* m_strip;
    QWidget* m_preview;
    TokenView* m_tokens;
    TextLabel* m_rowText;
    QPushButton *m_previous, *m_next, *m_browse;
    QToolButton* m_browseEval;
    DataReportView* m_report;
    ReadingBar *m_reading, *m_comparing;
    MessageStrip* m_evalStrip;
    QTimer m_wait;

    QString m_model;
    DataOptions m_options; // what the form does not show, kept as it came
    std::vector<PreviewRow> m_rows;
    int m_row = 0;
    QString m_asked;
    QStringList m_askedFiles;                // that one and the further ones
    QString m_askedEval;                     // empty: none, or rows that are trained on too
    std::map<QString, DataReport> m_reports; // of these
    QList<QPointer<RowBrowser>> m_browsers;
    int m_fieldsAsked = 0, m_leakageAsked = 0; // questions
    QString m_leakageKey;                      // what the last one was about
};

} // namespace loratrf
