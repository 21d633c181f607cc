// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"

#include "models/base/tr.h"

#include <QJsonDocument>

namespace Nightkeep {

namespace {

constexpr qsizetype shownCharacters = 80;

// A workspace has thousands of moments. What QDateTime writes and reads is the same, in ten times the time.
constexpr QStringView momentForm(u"0000-00-00T00:00:00.000Z");

void writeFigures(QString &text, qsizetype end, int number)
{
    for (; number > 0; number /= 10)
        text[--end] = QChar(char16_t(u'0' + number % 10));
}

int readFigures(QStringView text, qsizetype from, qsizetype count)
{
    int number = 0;
    for (const QChar figure : text.mid(from, count))
        number = number * 10 + (figure.unicode() - u'0');
    return number;
}

bool hasMomentForm(QStringView text)
{
    return text.size() == momentForm.size()
        && std::equal(text.begin(), text.end(), momentForm.begin(), [](QChar character, QChar form) {
               return form == u'0' ? character >= u'0' && character <= u'9' : character == form;
           });
}

Unexpected noDocument(const QString &message)
{
    return fail(ErrorKind::BadInput, message, Tr::tr("Use a file that Nightkeep exported; nothing was changed."));
}

} // namespace

QString storable(const QString &text)
{
    if (text.isNull())
        return QLatin1String("");
    return QString::fromUtf8(text.toUtf8());
}

QString momentText(const QDateTime &moment)
{
    if (!moment.isValid())
        return QStringLiteral("");
    const QDateTime utc = moment.toUTC();
    const QDate date = utc.date();
    const QTime time = utc.time();
    if (date.year() < 1 || date.year() > 9999)
        return utc.toString(Qt::ISODateWithMs);
    QString text = momentForm.toString();
    writeFigures(text, 4, date.year());
    writeFigures(text, 7, date.month());
    writeFigures(text, 10, date.day());
    writeFigures(text, 13, time.hour());
    writeFigures(text, 16, time.minute());
    writeFigures(text, 19, time.second());
    writeFigures(text, 23, time.msec());
    return text;
}

QDateTime momentFromText(const QString &text)
{
    // Only the one spelling that is written, so that what is read is written again as it was.
    if (!hasMomentForm(text))
        return {};
    const QDate date(readFigures(text, 0, 4), readFigures(text, 5, 2), readFigures(text, 8, 2));
    const QTime time(readFigures(text, 11, 2), readFigures(text, 14, 2), readFigures(text, 17, 2),
                     readFigures(text, 20, 3));
    static const QDateTime epoch = QDateTime::fromString(QStringLiteral("1970-01-01T00:00:00Z"), Qt::ISODate);
    constexpr qint64 dayMilliseconds = 24 * 3600 * 1000;
    return date.isValid() && time.isValid()
        ? epoch.addMSecs(epoch.date().daysTo(date) * dayMilliseconds + time.msecsSinceStartOfDay())
        : QDateTime();
}

Result<QJsonObject> parseJsonObject(const QByteArray &document)
{
    QJsonParseError problem;
    const QJsonDocument json = QJsonDocument::fromJson(document, &problem);
    if (problem.error != QJsonParseError::NoError)
        return noDocument(
            Tr::tr("The document is no JSON: %1, at byte %2.").arg(problem.errorString()).arg(problem.offset));
    if (!json.isObject())
        return noDocument(Tr::tr("The document is no JSON object."));
    return json.object();
}

QString compactJson(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString JsonPlace::text() const
{
    const QString before = above ? above->text() : root;
    if (index >= 0)
        return before + QLatin1Char('[') + QString::number(index) + QLatin1Char(']');
    if (!name)
        return before;
    return before.isEmpty() ? QString::fromUtf8(name) : before + QLatin1Char('.') + QString::fromUtf8(name);
}

void JsonFault::add(const QString &place, const QString &reason)
{
    if (m_found)
        return;
    m_found = true;
    m_place = place;
    m_reason = reason;
}

void JsonFault::refuse(const JsonPlace &place, const QString &value)
{
    add(place.text(), Tr::tr("\"%1\" makes no sense here").arg(visibleText(value.left(shownCharacters))));
}

Error JsonFault::error() const
{
    return noDocument(Tr::tr("The document cannot be used: %1: %2.").arg(visibleText(m_place), m_reason)).value();
}

void insertOtherPath(QJsonObject &object, const QString &name, const BytePath &path)
{
    if (isUtf8(path)) {
        object.insert(name, utf8Text(path));
        return;
    }
    object.insert(name, displayPath(path));
    object.insert(name + QStringLiteral("Bytes"), QString::fromLatin1(percentEncoded(path)));
}

QJsonArray pathsJson(const QList<BytePath> &paths)
{
    QJsonArray array;
    for (const BytePath &path : paths) {
        if (isUtf8(path)) {
            array.append(utf8Text(path));
            continue;
        }
        QJsonObject object;
        insertPath(object, QStringLiteral("path"), path);
        array.append(object);
    }
    return array;
}

QJsonValue momentJson(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(moment.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

namespace Json {

QString readText(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    if (!json.isString())
        fault.add(place.text(), Tr::tr("a text was expected"));
    return storable(json.toString());
}

QByteArray readBytes(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    const QByteArray encoded = json.toString().toUtf8();
    const QByteArray bytes = percentDecoded(encoded);
    // One spelling only, so that what is imported is exported again as it was.
    if (!json.isString() || percentEncoded(bytes) != encoded)
        fault.add(place.text(), Tr::tr("a percent-encoded text was expected"));
    return bytes;
}

bool readBool(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    if (!json.isBool())
        fault.add(place.text(), Tr::tr("true or false was expected"));
    return json.toBool();
}

qint64 readInteger(const QJsonValue &json, const FieldRules &rules, const JsonPlace &place, JsonFault &fault)
{
    // A number with a fraction, or one too great to be exact, gives the two defaults.
    const qint64 number = json.toInteger(0);
    const bool inRange = (number >= rules.least && number <= rules.most) || (rules.orMinusOne && number == -1);
    if (!json.isDouble() || number != json.toInteger(1))
        fault.add(place.text(), Tr::tr("a whole number was expected"));
    else if (!inRange)
        fault.add(place.text(), Tr::tr("the number %1 is out of range").arg(number));
    return inRange ? number : 0;
}

QDateTime readMoment(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    if (json.isNull())
        return {};
    const QString written = readText(json, place, fault);
    const QDateTime moment = momentFromText(written);
    if (!moment.isValid())
        fault.refuse(place, written);
    return moment;
}

QDate readDate(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    if (json.isNull())
        return {};
    const QString written = readText(json, place, fault);
    const QDate date = QDate::fromString(written, Qt::ISODate);
    if (!date.isValid() || date.toString(Qt::ISODate) != written)
        fault.refuse(place, written);
    return date;
}

QJsonArray readArray(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    if (!json.isArray())
        fault.add(place.text(), Tr::tr("a list was expected"));
    return json.toArray();
}

QJsonObject readObject(const QJsonValue &json, const JsonPlace &place, JsonFault &fault)
{
    if (!json.isObject())
        fault.add(place.text(), Tr::tr("an object was expected"));
    return json.toObject();
}

QJsonValue readPart(const QJsonObject &pair, const char *name, const char *former, const JsonPlace &place,
                    JsonFault &fault)
{
    FieldRules rules;
    rules.formerName = former;
    return readField(pair, name, rules, place, fault);
}

QJsonValue readField(const QJsonObject &object, const char *name, const FieldRules &rules, const JsonPlace &place,
                     JsonFault &fault)
{
    QJsonValue json = object.value(QLatin1String(name));
    if (json.isUndefined() && rules.formerName)
        json = object.value(QLatin1String(rules.formerName));
    if (json.isUndefined() && !rules.mayBeMissing)
        fault.add(place.text(), Tr::tr("the field is missing"));
    return json;
}

void refuseUnknown(const QJsonObject &object, const QStringList &known, const JsonPlace &place, JsonFault &fault)
{
    for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
        if (!known.contains(field.key()))
            fault.add(place.text(),
                      Tr::tr("the field \"%1\" is not known").arg(visibleText(field.key().left(shownCharacters))));
    }
}

QJsonValue unwrapped(const QJsonValue &word)
{
    const QJsonObject object = word.toObject();
    return object.size() == 1 ? *object.constBegin() : word;
}

QJsonValue writeBytes(const QByteArray &bytes)
{
    return QString::fromLatin1(percentEncoded(bytes));
}

QJsonValue writeMoment(const QDateTime &moment, JsonManner manner)
{
    if (isForOthers(manner))
        return momentJson(moment);
    return moment.isValid() ? QJsonValue(momentText(moment)) : QJsonValue(QJsonValue::Null);
}

QJsonValue writeDate(const QDate &date)
{
    return date.isValid() ? QJsonValue(date.toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

} // namespace Json

} // namespace Nightkeep
