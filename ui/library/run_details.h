#pragma once
// One run in words: what became of it, what can be done next, and what the user says of it.

#include "ui/library/run_library.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace loratrf {

class MessageStrip;
class TextLabel;

class RunDetails : public QWidget {
    Q_OBJECT

public:
    explicit RunDetails(QWidget* parent = nullptr);
    ~RunDetails() override; // nothing that was typed is lost

    void setRun(const LibraryRun& run); // also a newer state of the one shown; what is being typed stays
    void clear(const QString& why);
    // Kept for each run until it goes on, whichever is shown.
    void setChecking(const QString& folder);
    void setCheck(const RunCheck& check);
    void keep(); // says what was typed, now
    QString folder() const { return m_run.folder; }

Q_SIGNALS:
    void wordsChanged(const QString& folder, const loratrf::RunWords& words);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colourState();
    RunWords typed() const;
    void fillWords();
    void allowWords(); // where the folder can be written to
    void showCheck();

    struct Checked {
        std::optional<RunCheck> result; // none: under way
        std::optional<qint64> step;     // of the run that was looked at; none: it was not shown since
    };
    QHash<QString, Checked> m_checks; // by the run's folder
    LibraryRun m_run;
    QTimer m_soon; // typing goes on for a while
    QWidget* m_body;
    TextLabel *m_name, *m_state, *m_why, *m_figures, *m_where, *m_empty;
    MessageStrip* m_check;
    QCheckBox* m_star;
    QLineEdit* m_tags;
    QPlainTextEdit* m_notes;
};

QString nextStep(const LibraryRun& run); // what can be done with a run in this state, in a sentence

} // namespace loratrf
