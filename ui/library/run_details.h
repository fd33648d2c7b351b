#pragma once
// One run in words: what became of it, what can be done next, and what the user says of it.

#include "ui/library/run_library.h"

#include <QTimer>
#include <QWidget>

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

    void setRun(const LibraryRun& run); // also a newer state of the one shown; what is being typed stays
    void clear(const QString& why);
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
