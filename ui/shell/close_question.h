#pragma once
// Asks what becomes of work under way when the window is closed.

#include <QMessageBox>
#include <QString>

namespace loratrf {

enum class Closing { Stay, Background, Stop };

class CloseQuestion : public QMessageBox {
    Q_OBJECT

public:
    // `underWay`: sentences that name the work. `training`: a run is among it, which can go on later where it is
    // stopped. `queued`: runs that wait for their turn. `comparison`: one waits behind them all.
    CloseQuestion(const QString& underWay, bool training, int queued, bool comparison, QWidget* parent);
    Closing ask(); // waits for the answer

private:
    QPushButton *m_background, *m_stop;
};

} // namespace loratrf
