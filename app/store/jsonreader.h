// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <initializer_list>
#include <limits>
#include <optional>
#include <utility>

namespace Nightkeep {

/// The first thing found wrong while a document is read. Reading goes on with empty values, so that
/// the code that reads is one straight line; nothing of it is used when there is a fault.
class JsonFault
{
public:
    void add(const QString &place, const QString &reason);
    [[nodiscard]] bool found() const { return m_found; }
    /// BadInput naming the place ("servers[3].wanted[0]") and the reason.
    [[nodiscard]] Error error() const;

private:
    bool m_found = false;
    QString m_place;
    QString m_reason;
};

/// Reads the fields of one JSON object strictly: a field that is missing, of the wrong type, out of
/// range or unknown is a fault. Bytes are percent-encoded texts, moments and dates ISO texts.
class JsonReader
{
public:
    JsonReader(const QJsonValue &value, QString place, JsonFault &fault);

    [[nodiscard]] QString text(const char *name);
    [[nodiscard]] std::optional<QString> textOrNull(const char *name);
    [[nodiscard]] QByteArray bytes(const char *name);
    [[nodiscard]] bool boolean(const char *name);
    [[nodiscard]] std::optional<bool> booleanOrNull(const char *name);
    [[nodiscard]] qint64 integer(const char *name, qint64 least = std::numeric_limits<qint64>::min(),
                                 qint64 most = std::numeric_limits<qint64>::max());
    [[nodiscard]] std::optional<qint64> integerOrNull(const char *name,
                                                      qint64 least = std::numeric_limits<qint64>::min(),
                                                      qint64 most = std::numeric_limits<qint64>::max());
    [[nodiscard]] QDateTime moment(const char *name); ///< null: invalid
    [[nodiscard]] QDate date(const char *name); ///< null: invalid
    [[nodiscard]] JsonReader object(const char *name);
    [[nodiscard]] bool isNull(const char *name); ///< true counts as having read the field
    /// Whether it is there at all: for a field that documents written before did not have.
    [[nodiscard]] bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }

    template<typename E>
    [[nodiscard]] E choice(const char *name, std::initializer_list<std::pair<E, const char *>> names)
    {
        const QString word = text(name);
        for (const auto &[value, known] : names) {
            if (word == QLatin1String(known))
                return value;
        }
        refuse(name, word);
        return names.begin()->first;
    }

    /// `read` makes one element from a JsonReader.
    template<typename T, typename F> [[nodiscard]] QList<T> list(const char *name, F read)
    {
        const QJsonArray array = this->array(name);
        QList<T> result;
        result.reserve(array.size());
        for (qsizetype i = 0; i < array.size(); ++i) {
            JsonReader element(array.at(i), elementPlace(name, i), m_fault);
            result.append(read(element));
            element.finish();
        }
        return result;
    }
    [[nodiscard]] QList<QByteArray> bytesList(const char *name);

    void refuse(const char *name, const QString &value); ///< the field's value makes no sense
    void finish(); ///< a field that nobody asked for is a fault
    [[nodiscard]] const QString &place() const { return m_place; }

private:
    [[nodiscard]] QJsonValue take(const char *name);
    [[nodiscard]] QJsonArray array(const char *name);
    [[nodiscard]] QString fieldPlace(const char *name) const;
    [[nodiscard]] QString elementPlace(const char *name, qsizetype index) const;
    [[nodiscard]] QByteArray decoded(const QJsonValue &value, const QString &place);

    QJsonObject m_object;
    QString m_place;
    JsonFault &m_fault;
    QSet<QString> m_asked;
};

/// The word for an enumerator in the same list that JsonReader::choice reads.
template<typename E> [[nodiscard]] QString wordFor(E value, std::initializer_list<std::pair<E, const char *>> names)
{
    for (const auto &[known, word] : names) {
        if (known == value)
            return QLatin1String(word);
    }
    return {};
}

[[nodiscard]] QJsonValue jsonBytes(const QByteArray &bytes);
[[nodiscard]] QJsonArray jsonBytesList(const QList<QByteArray> &list);
[[nodiscard]] QJsonValue jsonMoment(const QDateTime &moment);
[[nodiscard]] QJsonValue jsonDate(const QDate &date);
/// Parses one document whose outermost value is an object; BadInput with the offset.
[[nodiscard]] Result<QJsonObject> parseJsonObject(const QByteArray &document);
/// The smallest text of an object, for a column.
[[nodiscard]] QString compactJson(const QJsonObject &object);

} // namespace Nightkeep
