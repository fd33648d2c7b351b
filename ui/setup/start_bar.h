#pragma once
// The foot of the set-up page: the run in one sentence, what stands in its way, its command line, and Start.

#include "ui/widgets/card.h"

class QLineEdit;
class QPushButton;

namespace loratrf {

class StartBar : public QFrame {
    Q_OBJECT

public:
    explicit StartBar(QWidget* parent = nullptr);

    void setSummary(const QString& text, const QString& whole); // `whole`: with all names in full
    void setCommand(const QString& command);
    void setMemory(const QString& text, bool fits); // an empty text: not known
    // Start is possible where there is no reason against it; `mild`: one that passes by itself.
    void setReason(const QString& reason, bool mild);
    bool canStart() const;
    void offerQueue(); // until then there is no button for it
    bool offersQueue() const;
    void setQueueable(bool possible); // the run has nothing in its way but another one
    bool canQueue() const;

Q_SIGNALS:
    void startWanted();
    void queueWanted();
    void optionsWanted(); // their text, to look at

private:
    TextLabel *m_summary, *m_memory, *m_reason;
    QLineEdit* m_command;
    QPushButton *m_queue, *m_start;
};

} // namespace loratrf
