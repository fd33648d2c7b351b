#pragma once
// Widgets for plain members of TrainOptions: each is put into a form with its help, filled from options and read back.

#include "backend/api/options.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace loratrf {

class Form;

class RecipeFields : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    template <typename Integer>
    void addWhole(Form* form, const char* key, const QString& label, const QString& help, Integer TrainOptions::*member,
                  int minimum, const QString& zero = {});
    void addReal(Form* form, const char* key, const QString& label, const QString& help, double TrainOptions::*member,
                 double minimum, double maximum, const QString& zero = {});
    void addFlag(Form* form, const char* key, const QString& label, const QString& help, bool TrainOptions::*member,
                 int span);
    void addText(Form* form, const char* key, const QString& label, const QString& help,
                 std::string TrainOptions::*member, const QString& placeholder);
    struct Choice {
        QString value, label;
    };
    // `open`: other texts may be typed.
    void addChoice(Form* form, const char* key, const QString& label, const QString& help,
                   std::string TrainOptions::*member, const std::vector<Choice>& choices, bool open = false);
    void addSchedule(Form* form, const QString& label, const QString& help);
    void addLines(Form* form, const char* key, const QString& label, const QString& help,
                  std::vector<std::string> TrainOptions::*member, const QString& placeholder);

    void read(const TrainOptions& options) const;
    // Fields whose value was not changed since read() stay exactly as they were.
    void write(TrainOptions& options) const;

Q_SIGNALS:
    void changed();

private:
    struct Binding {
        std::function<void(const TrainOptions&)> read;
        std::function<void(TrainOptions&)> write;
    };
    std::vector<Binding> m_bindings;
};

extern template void RecipeFields::addWhole(Form*, const char*, const QString&, const QString&, int64_t TrainOptions::*,
                                            int, const QString&);
extern template void RecipeFields::addWhole(Form*, const char*, const QString&, const QString&,
                                            uint64_t TrainOptions::*, int, const QString&);

// "learning_rate" -> "learningRate": the object name of a field's widget.
QString camelCase(const QString& key);

} // namespace loratrf
