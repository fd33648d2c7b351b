#include "ui/shell/unsaved_question.h"

#include "ui/widgets/unsaved_work.h"

#include <QDialog>
#include <QPushButton>

namespace loratrf {

UnsavedQuestion::UnsavedQuestion(QWidget* window)
    : QMessageBox(Warning, tr("Changes are not saved"), {}, NoButton, window) {
    setObjectName("unsavedQuestion");
    QStringList sentences;
    for (QDialog* dialog : window->findChildren<QDialog*>()) {
        const auto* work = dynamic_cast<UnsavedWork*>(dialog);
        if (work != nullptr && !work->unsavedWork().isEmpty()) {
            sentences << work->unsavedWork();
            m_windows.push_back(dialog);
        }
    }
    setText(sentences.join('\n'));
    setInformativeText(tr("Closing the program would drop them."));
}

bool UnsavedQuestion::mayClose() {
    if (m_windows.empty()) {
        return true;
    }
    QPushButton* drop = addButton(tr("Drop the changes"), DestructiveRole);
    QPushButton* look = addButton(tr("Look at them"), RejectRole);
    drop->setObjectName("dropChanges");
    look->setObjectName("lookAtChanges");
    setDefaultButton(look);
    setEscapeButton(look);
    exec();
    if (clickedButton() == drop) {
        return true;
    }
    m_windows.front()->raise();
    m_windows.front()->activateWindow();
    return false;
}

void UnsavedQuestion::drop() {
    for (QDialog* window : m_windows) {
        dynamic_cast<UnsavedWork*>(window)->dropWork();
    }
}

} // namespace loratrf
