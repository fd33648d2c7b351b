#include "ui/setup/form_history.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalBlocker>
#include <QUndoCommand>

namespace loratrf {

namespace {

constexpr int depth = 200;
constexpr qint64 pause_ms = 2000; // typing that goes on after it is another change

// Keys whose values differ, two levels deep as options.json is.
QStringList changedKeys(const QJsonObject& before, const QJsonObject& after, const QString& prefix = {}) {
    QStringList keys = before.keys();
    for (const QString& key : after.keys()) {
        if (!before.contains(key)) {
            keys << key;
        }
    }
    QStringList changed;
    for (const QString& key : std::as_const(keys)) {
        if (before.value(key) == after.value(key)) {
            continue;
        }
        if (prefix.isEmpty() && before.value(key).isObject() && after.value(key).isObject()) {
            changed << changedKeys(before.value(key).toObject(), after.value(key).toObject(), key + ".");
        } else {
            changed << prefix + key;
        }
    }
    return changed;
}

} // namespace

class FormHistory::Change : public QUndoCommand {
public:
    Change(FormHistory& history, QString before, QString after, int group)
        : m_history(history), m_before(std::move(before)), m_after(std::move(after)), m_group(group) {}

    void undo() override { m_history.go(m_before); }
    void redo() override {
        if (m_done) {
            m_history.go(m_after);
        }
        m_done = true; // what is pushed has happened already
    }
    int id() const override { return 1; }
    std::pair<QString, QString> states() const { return {m_before, m_after}; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const Change*>(other);
        if (next->m_group != m_group) {
            return false;
        }
        m_after = next->m_after;
        setObsolete(m_before == m_after);
        return true;
    }

private:
    FormHistory& m_history;
    QString m_before, m_after;
    int m_group;
    bool m_done = false;
};

FormHistory::FormHistory(QObject* parent) : QObject(parent) {
    m_stack.setUndoLimit(depth);
}

QString FormHistory::changedKey(const QString& before, const QString& after) {
    const auto object = [](const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); };
    const QStringList keys = changedKeys(object(before), object(after));
    return keys.size() == 1 ? keys.first() : QString();
}

void FormHistory::begin(const QString& state) {
    m_stack.clear();
    m_state = state;
    m_key.clear();
}

void FormHistory::settle(const QString& state) {
    m_state = state;
}

void FormHistory::note(const QString& state) {
    if (state == m_state) {
        return;
    }
    const QString key = changedKey(m_state, state);
    const bool goesOn = !key.isEmpty() && key == m_key && m_since.isValid() && m_since.elapsed() < pause_ms;
    m_group += goesOn ? 0 : 1;
    m_key = key;
    m_since.restart();
    const QString before = std::exchange(m_state, state);
    m_stack.push(new Change(*this, before, state, m_group));
}

FormHistory::Past FormHistory::past() const {
    Past past;
    for (int i = 0; i < m_stack.count(); ++i) {
        past.changes.push_back(static_cast<const Change*>(m_stack.command(i))->states());
    }
    past.done = m_stack.index();
    return past;
}

void FormHistory::setPast(const Past& past, const QString& state) {
    const QSignalBlocker quiet(this); // the form is as it shall be
    begin(state);
    for (const auto& [before, after] : past.changes) {
        m_stack.push(new Change(*this, before, after, ++m_group));
    }
    m_stack.setIndex(past.done);
    settle(state);
}

void FormHistory::go(const QString& state) {
    m_state = state;
    m_key.clear(); // typing after it is a change of its own
    Q_EMIT wanted(state);
}

} // namespace loratrf
