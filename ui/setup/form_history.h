#pragma once
// What the form was before each change, so that changes can be taken back. A state is its options.json; typing in one
// field is one change.

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QUndoStack>

namespace loratrf {

class FormHistory : public QObject {
    Q_OBJECT

public:
    explicit FormHistory(QObject* parent = nullptr);

    void begin(const QString& state);  // nothing to take back yet
    void note(const QString& state);   // the form as it is now; nothing happens where it is as noted before
    void settle(const QString& state); // the form as it became after wanted()
    QUndoStack& stack() { return m_stack; }
    const QString& state() const { return m_state; }

    // The key whose value differs, "method_options.rank"; empty where several do.
    static QString changedKey(const QString& before, const QString& after);

Q_SIGNALS:
    void wanted(const QString& state); // the form shall become this

private:
    class Change;
    void go(const QString& state);

    QUndoStack m_stack;
    QString m_state;
    QElapsedTimer m_since; // the last change
    int m_group = 0;       // changes of one are taken back together
    QString m_key;
};

} // namespace loratrf
