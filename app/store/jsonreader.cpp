// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/jsonreader.h"

#include "app/apptr.h"
#include "app/store/storedvalues.h"
#include "models/base/bytepath.h"

#include <QJsonDocument>

namespace Nightkeep {

void JsonFault::add(const QString &place, const QString &reason)
{
    if (m_found)
        return;
    m_found = true;
    m_place = place;
    m_reason = reason;
}

Error JsonFault::error() const
{
    return {ErrorKind::BadInput, AppTr::tr("The document cannot be used: %1: %2.").arg(visibleText(m_place), m_reason),
            AppTr::tr("Use a file that Nightkeep exported; nothing was changed.")};
}

JsonReader::JsonReader(const QJsonValue &value, QString place, JsonFault &fault)
    : m_object(value.toObject())
    , m_place(std::move(place))
    , m_fault(fault)
{
    if (!value.isObject())
        m_fault.add(m_place, AppTr::tr("an object was expected"));
}

QString JsonReader::fieldPlace(const char *name) const
{
    return m_place.isEmpty() ? QString::fromUtf8(name) : m_place + QLatin1Char('.') + QString::fromUtf8(name);
}

QString JsonReader::elementPlace(const char *name, qsizetype index) const
{
    return fieldPlace(name) + QLatin1Char('[') + QString::number(index) + QLatin1Char(']');
}

QJsonValue JsonReader::take(const char *name)
{
    const QString key = QString::fromUtf8(name);
    m_asked.insert(key);
    const auto field = m_object.constFind(key);
    if (field == m_object.constEnd()) {
        m_fault.add(fieldPlace(name), AppTr::tr("the field is missing"));
        return {};
    }
    return *field;
}

QString JsonReader::text(const char *name)
{
    const QJsonValue value = take(name);
    if (!value.isString())
        m_fault.add(fieldPlace(name), AppTr::tr("a text was expected"));
    return storable(value.toString());
}

std::optional<QString> JsonReader::textOrNull(const char *name)
{
    if (isNull(name))
        return std::nullopt;
    return text(name);
}

QByteArray JsonReader::decoded(const QJsonValue &value, const QString &place)
{
    const QByteArray encoded = value.toString().toUtf8();
    const QByteArray bytes = percentDecoded(encoded);
    // One spelling only, so that what is imported is exported again as it was.
    if (!value.isString() || percentEncoded(bytes) != encoded)
        m_fault.add(place, AppTr::tr("a percent-encoded text was expected"));
    return bytes;
}

QByteArray JsonReader::bytes(const char *name)
{
    return decoded(take(name), fieldPlace(name));
}

QList<QByteArray> JsonReader::bytesList(const char *name)
{
    const QJsonArray values = array(name);
    QList<QByteArray> result;
    for (qsizetype i = 0; i < values.size(); ++i)
        result.append(decoded(values.at(i), elementPlace(name, i)));
    return result;
}

bool JsonReader::boolean(const char *name)
{
    const QJsonValue value = take(name);
    if (!value.isBool())
        m_fault.add(fieldPlace(name), AppTr::tr("true or false was expected"));
    return value.toBool();
}

std::optional<bool> JsonReader::booleanOrNull(const char *name)
{
    if (isNull(name))
        return std::nullopt;
    return boolean(name);
}

qint64 JsonReader::integer(const char *name, qint64 least, qint64 most)
{
    const QJsonValue value = take(name);
    // A number with a fraction, or one too great to be exact, gives the two defaults.
    const qint64 number = value.toInteger(0);
    if (!value.isDouble() || number != value.toInteger(1))
        m_fault.add(fieldPlace(name), AppTr::tr("a whole number was expected"));
    else if (number < least || number > most)
        m_fault.add(fieldPlace(name), AppTr::tr("the number %1 is out of range").arg(number));
    return number;
}

std::optional<qint64> JsonReader::integerOrNull(const char *name, qint64 least, qint64 most)
{
    if (isNull(name))
        return std::nullopt;
    return integer(name, least, most);
}

QDateTime JsonReader::moment(const char *name)
{
    if (isNull(name))
        return {};
    const QString written = text(name);
    const QDateTime moment = momentFromText(written);
    if (!moment.isValid())
        refuse(name, written);
    return moment;
}

QDate JsonReader::date(const char *name)
{
    if (isNull(name))
        return {};
    const QString written = text(name);
    const QDate date = QDate::fromString(written, Qt::ISODate);
    if (!date.isValid() || date.toString(Qt::ISODate) != written)
        refuse(name, written);
    return date;
}

JsonReader JsonReader::object(const char *name)
{
    return {take(name), fieldPlace(name), m_fault};
}

bool JsonReader::isNull(const char *name)
{
    return take(name).isNull();
}

QJsonArray JsonReader::array(const char *name)
{
    const QJsonValue value = take(name);
    if (!value.isArray())
        m_fault.add(fieldPlace(name), AppTr::tr("a list was expected"));
    return value.toArray();
}

void JsonReader::refuse(const char *name, const QString &value)
{
    m_fault.add(fieldPlace(name), AppTr::tr("\"%1\" makes no sense here").arg(visibleText(value.left(80))));
}

void JsonReader::finish()
{
    for (auto field = m_object.constBegin(); field != m_object.constEnd(); ++field) {
        if (!m_asked.contains(field.key()))
            m_fault.add(m_place, AppTr::tr("the field \"%1\" is not known").arg(visibleText(field.key().left(80))));
    }
}

QJsonValue jsonBytes(const QByteArray &bytes)
{
    return QString::fromLatin1(percentEncoded(bytes));
}

QJsonArray jsonBytesList(const QList<QByteArray> &list)
{
    QJsonArray array;
    for (const QByteArray &bytes : list)
        array.append(jsonBytes(bytes));
    return array;
}

QJsonValue jsonMoment(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(momentText(moment)) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonDate(const QDate &date)
{
    return date.isValid() ? QJsonValue(date.toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

Result<QJsonObject> parseJsonObject(const QByteArray &document)
{
    QJsonParseError problem;
    const QJsonDocument json = QJsonDocument::fromJson(document, &problem);
    if (problem.error != QJsonParseError::NoError || !json.isObject())
        return fail(
            ErrorKind::BadInput,
            problem.error == QJsonParseError::NoError
                ? AppTr::tr("The document is no JSON object.")
                : AppTr::tr("The document is no JSON: %1, at byte %2.").arg(problem.errorString()).arg(problem.offset),
            AppTr::tr("Use a file that Nightkeep exported; nothing was changed."));
    return json.object();
}

QString compactJson(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace Nightkeep
