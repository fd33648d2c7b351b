#include "ui/shell/close_question.h"

#include <QPushButton>

namespace loratrf {

CloseQuestion::CloseQuestion(const QString& underWay, bool training, int queued, QWidget* parent)
    : QMessageBox(Question, tr("Work is under way"), tr("%1 What shall happen to it?").arg(underWay), NoButton, parent),
      m_background(addButton(tr("Keep going in the background"), AcceptRole)),
      m_stop(addButton(training ? tr("Stop and keep") : tr("Stop and close"), DestructiveRole)) {
    setObjectName("closeQuestion");
    QString what = queued == 0
                       ? tr("In the background it goes on without a window, and the program ends with it.")
                       : tr("In the background it goes on without a window, and %n run(s) of the queue after it; then "
                            "the program ends.",
                            nullptr, queued);
    what += QLatin1Char(' ') + (training ? tr("A stopped run keeps a checkpoint and can go on later.")
                                         : tr("What is stopped leaves nothing behind."));
    if (queued > 0) {
        what += QLatin1Char(' ') + tr("If you stop, the queue is kept and can go on when the program is opened again.");
    }
    setInformativeText(what);
    QPushButton* cancel = addButton(tr("Cancel"), RejectRole);
    m_background->setObjectName("closeBackground");
    m_stop->setObjectName("closeStop");
    cancel->setObjectName("closeCancel");
    setDefaultButton(cancel);
    setEscapeButton(cancel);
}

Closing CloseQuestion::ask() {
    exec();
    return clickedButton() == m_background ? Closing::Background
           : clickedButton() == m_stop     ? Closing::Stop
                                           : Closing::Stay;
}

} // namespace loratrf
