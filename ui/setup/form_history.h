#pragma once
// What the form was before each change, so that changes can be taken back. A state is its options.json; typing in one
// field is one change.

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QUndoStack>

#include <utility>
#include <vector>

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

    // All that can be taken back and done again, for a form made anew.
    struct Past {
        std::vector<std::pair<QString, QString>> changes; // state before, state after
        int done = 0;                                     // those after it were taken back
    };
    Past past() const;
    void setPast(const Past& past, const QString& state);

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
