#include "ui/shell/close_question.h"

#include <QPushButton>

namespace loratrf {

namespace {

QString inTheBackground(int queued, bool comparison) {
    if (queued == 0) {
        return comparison ? CloseQuestion::tr("In the background it goes on without a window, and the comparison that "
                                              "waits after it; then the program ends.")
                          : CloseQuestion::tr("In the background it goes on without a window, and the program ends "
                                              "with it.");
    }
    return comparison ? CloseQuestion::tr("In the background it goes on without a window, and %n run(s) of the queue "
                                          "and the comparison that waits after it; then the program ends.",
                                          nullptr, queued)
                      : CloseQuestion::tr("In the background it goes on without a window, and %n run(s) of the queue "
                                          "after it; then the program ends.",
                                          nullptr, queued);
}

} // namespace

CloseQuestion::CloseQuestion(const QString& underWay, bool training, int queued, bool comparison, QWidget* parent)
    : QMessageBox(Question, tr("Work is under way"), tr("%1 What shall happen to it?").arg(underWay), NoButton, parent),
      m_background(addButton(tr("Keep going in the background"), AcceptRole)),
      m_stop(addButton(training ? tr("Stop and keep") : tr("Stop and close"), DestructiveRole)) {
    setObjectName("closeQuestion");
    QString what = inTheBackground(queued, comparison);
    what += QLatin1Char(' ') + (training ? tr("A stopped run keeps a checkpoint and can go on later.")
                                         : tr("What is stopped leaves nothing behind."));
    if (queued > 0) {
        what += QLatin1Char(' ') + tr("If you stop, the queue is kept and can go on when the program is opened again.");
    }
    if (comparison) {
        what += QLatin1Char(' ') + tr("If you stop, the comparison is kept and offered again by Compare methods.");
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
