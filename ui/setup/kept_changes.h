#pragma once
// Changed rows of a file that are in no copy yet, kept beside the settings, so that no crash takes them away.

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace loratrf {

using RowChanges = std::map<int64_t, std::optional<std::string>>; // by row; without a text it is left out

class KeptChanges {
public:
    explicit KeptChanges(const QString& file);

    RowChanges read() const;                    // none where the file is another one since
    void keep(const RowChanges& changes) const; // in place of those before; none: nothing is kept any longer

private:
    const QJsonObject m_of; // the file as it was at first, to which the row numbers belong; empty: there was none
    QString m_place;
};

} // namespace loratrf
