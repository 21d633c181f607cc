// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/policyjson.h"

#include "models/base/json.h"
#include "models/base/tr.h"
#include "models/settings/weekdays.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace Nightkeep {

namespace {

constexpr qsizetype policyLongest = 64 * 1024;
constexpr int policyTermEnds = 366;

/// One object of the question; the first thing that is wrong is kept, and all that follows is empty.
class PolicyObject
{
public:
    PolicyObject(QJsonObject json, QString name, std::optional<Error> &problem)
        : m_json(std::move(json))
        , m_name(std::move(name))
        , m_problem(problem)
    {
    }

    [[nodiscard]] bool has(const char *field) const { return m_json.contains(QLatin1String(field)); }
    [[nodiscard]] QJsonValue value(const char *field)
    {
        m_known.append(QLatin1String(field));
        return m_json.value(QLatin1String(field));
    }

    /// An object of this one; nullopt where it is missing or null.
    [[nodiscard]] std::optional<PolicyObject> object(const char *field)
    {
        const QJsonValue json = value(field);
        if (json.isUndefined() || json.isNull())
            return std::nullopt;
        if (!json.isObject())
            refuse(field, Tr::tr("Give an object in braces."));
        return PolicyObject(json.toObject(), inner(field), m_problem);
    }

    int number(const char *field, int least, int most, const std::optional<int> &otherwise = {})
    {
        return numberOf(field, least, most, otherwise, false);
    }
    int numberOrNoLimit(const char *field, int least, int most)
    {
        return numberOf(field, least, most, std::nullopt, true);
    }

    /// The minute of a day: "22:00", or an object of hour and minute.
    int time(const char *field)
    {
        const QJsonValue json = value(field);
        if (json.isObject()) {
            PolicyObject parts(json.toObject(), inner(field), m_problem);
            const int minute = parts.number("hour", 0, 23) * 60 + parts.number("minute", 0, 59);
            parts.refuseUnknown();
            return minute;
        }
        static const QRegularExpression form(QStringLiteral("^([01]?[0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?\\z"));
        const QRegularExpressionMatch match = form.match(json.toString().trimmed());
        if (!match.hasMatch())
            refuse(field, Tr::tr("Give a time of day as \"22:00\"."));
        return match.captured(1).toInt() * 60 + match.captured(2).toInt();
    }

    QString weekdays(const char *field)
    {
        const QJsonValue json = value(field);
        QStringList words {json.toString()};
        const QJsonArray list = json.toArray(); // of seven flags, or of names
        for (qsizetype i = 0; list.size() <= 7 && i < list.size(); ++i) {
            const QJsonValue day = list.at(i);
            const double number = day.isBool() ? double(day.toBool()) : day.toDouble(-1);
            words += number == 1 ? QStringLiteral("1")
                : number == 0    ? QStringLiteral("0")
                                 : day.toString(QStringLiteral("?")).trimmed();
        }
        const bool isOfFlags =
            std::all_of(words.cbegin(), words.cend(), [](const QString &word) { return word.size() < 2; });
        const QString text = words.join(isOfFlags ? QString() : QStringLiteral(" ")).trimmed().toLower();
        const QString days = weekdaysFromWords(text).value_or(QString());
        if (!isWeekdays(days))
            refuse(field, Tr::tr("Give seven of 0 and 1 for the days of a week, Sunday first, as \"1000000\"."));
        return isWeekdays(days) ? days : QStringLiteral("0000000");
    }

    /// The moment of a wall clock.
    WallMinute moment(const char *field)
    {
        const QString text = value(field).toString().trimmed();
        static const QRegularExpression form(QStringLiteral(
            "^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([01][0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9](\\.[0-9]{1,9})?)?\\z"));
        const QRegularExpressionMatch match = form.match(text);
        const QDate day = QDate::fromString(match.captured(1), Qt::ISODate);
        if (!day.isValid() || day.year() < 1000)
            refuse(field, Tr::tr("Give a moment of the site's own clock as \"2008-10-29T12:00\"."));
        return wallMinute(day, match.captured(2).toInt() * 60 + match.captured(3).toInt());
    }

    template<typename T> T word(const char *field, T otherwise)
    {
        const QJsonValue json = value(field);
        if (json.isUndefined())
            return otherwise;
        const std::optional<T> known = fromName<T>(json.toString());
        if (!known)
            refuse(field, Tr::tr("There is no such word for it."));
        return known.value_or(otherwise);
    }

    void refuse(const char *field, const QString &advice)
    {
        if (m_problem)
            return;
        const QString message = has(field)
            ? Tr::tr("\"%1\" makes no sense in the policy.", "a field of a file").arg(inner(field))
            : Tr::tr("\"%1\" is missing in the policy.", "a field of a file").arg(inner(field));
        m_problem = Error {ErrorKind::BadInput, message, advice};
    }
    void refuseUnknown()
    {
        for (auto it = m_json.constBegin(); it != m_json.constEnd() && !m_problem; ++it) {
            if (m_known.contains(it.key()))
                continue;
            const QString name = m_name.isEmpty() ? it.key() : m_name + u'.' + it.key();
            m_problem = Error {ErrorKind::BadInput,
                               Tr::tr("\"%1\" is not a field of a policy.").arg(visibleText(name.left(100))),
                               Tr::tr("Known there: %1.").arg(m_known.join(QStringLiteral(", ")))};
        }
    }

private:
    [[nodiscard]] QString inner(const char *field) const
    {
        return m_name.isEmpty() ? QString::fromLatin1(field) : m_name + u'.' + QLatin1String(field);
    }

    int numberOf(const char *field, int least, int most, const std::optional<int> &otherwise, bool mayBeNoLimit)
    {
        const QJsonValue json = value(field);
        if (json.isUndefined() && otherwise)
            return *otherwise;
        const QString word = json.toString().trimmed().toLower();
        bool isNumber = json.isDouble();
        const double number = json.isString() ? word.toInt(&isNumber) : json.toDouble();
        static const QRegularExpression noLimit(QStringLiteral("^no[ _-]?limit\\z"));
        if (mayBeNoLimit && (noLimit.match(word).hasMatch() || (isNumber && number == NoLimit)))
            return NoLimit;
        if (!isNumber || number != std::floor(number) || number < least || number > most) {
            refuse(field,
                   mayBeNoLimit ? Tr::tr("Give a whole number from %1 to %2, or \"nolimit\".").arg(least).arg(most)
                                : Tr::tr("Give a whole number from %1 to %2.").arg(least).arg(most));
            return least;
        }
        return int(number);
    }

    QJsonObject m_json;
    QString m_name; ///< empty: the question itself
    std::optional<Error> &m_problem;
    QStringList m_known;
};

CourseRules policyCourse(PolicyObject &json)
{
    CourseRules rules;
    rules.weekdays = json.weekdays("weekdays");
    rules.minuteOfDay = json.number("hour", 0, 23) * 60 + json.number("minute", 0, 59);
    rules.keep = json.number("keep", 0, 9999);
    const MoodleEdition edition = json.word("edition", MoodleEdition::Old);
    if (edition == MoodleEdition::Unknown)
        json.refuse("edition", Tr::tr("Give \"1.9\" or \"2.x\"."));
    rules.later = edition == MoodleEdition::Later;
    rules.deleteDays = json.number("deleteDays", 0, 36500, 0);
    rules.keepLeast = json.number("keepLeast", 0, 9999, 0);
    for (const char *field : {"deleteDays", "keepLeast"}) {
        if (json.has(field) && !rules.later)
            json.refuse(field, Tr::tr("Only later Moodles have it: give the edition \"2.x\" beside it."));
    }
    json.refuseUnknown();
    return rules;
}

StorageRules policyStorage(PolicyObject &json)
{
    StorageRules rules;
    rules.minuteOfDay = json.time("incrementalAt");
    rules.versionsExist = json.numberOrNoLimit("versionsExist", 1, 9999);
    rules.versionsDeleted = json.numberOrNoLimit("versionsDeleted", 0, 9999);
    rules.retainExtra = json.numberOrNoLimit("retainExtra", 0, 36500);
    rules.retainOnly = json.numberOrNoLimit("retainOnly", 0, 36500);
    rules.everyDays = json.number("everyDays", 1, 366, 1);
    json.refuseUnknown();
    return rules;
}

DumpRules policyDumps(PolicyObject &json)
{
    DumpRules rules;
    rules.minuteOfDay = json.time("at");
    rules.naming = json.word("naming", DumpNaming::Recycled);
    rules.keepDays = json.number("keepDays", 0, 36500, rules.keepDays);
    if (json.has("keepDays") && rules.naming != DumpNaming::Dated)
        json.refuse("keepDays", Tr::tr("Recycled names are overwritten: give the naming \"dated\" beside it."));
    json.refuseUnknown();
    return rules;
}

ArchiveRules policyArchives(PolicyObject &json)
{
    ArchiveRules rules;
    const QJsonValue ends = json.value("termEnds");
    const QJsonArray days = ends.toArray();
    bool isFine = ends.isArray() && days.size() <= policyTermEnds;
    for (qsizetype i = 0; isFine && i < days.size(); ++i) {
        const QString day = days.at(i).toString();
        // In a leap year each of them exists.
        isFine = day.size() == 5 && QDate::fromString(QStringLiteral("2008-") + day, Qt::ISODate).isValid();
        rules.termEnds.append(day);
    }
    if (!isFine)
        json.refuse("termEnds", Tr::tr("Give a list of days of the year, as [\"06-13\", \"12-12\"]."));
    rules.keepYears = json.numberOrNoLimit("keepYears", 1, 100);
    json.refuseUnknown();
    return rules;
}

} // namespace

Result<PolicyQuestion> parsePolicyQuestion(const QByteArray &json)
{
    if (json.size() > policyLongest)
        return fail(ErrorKind::BadInput, Tr::tr("The policy is too long."),
                    Tr::tr("It may have %1 bytes.").arg(policyLongest));
    const Result<QJsonObject> document = parseJsonObject(json);
    if (!document)
        return fail(document.error());
    std::optional<Error> problem;
    PolicyObject whole(*document, {}, problem);
    PolicyQuestion question;
    RetentionPolicy &policy = question.policy;
    question.now = whole.moment("now");
    if (std::optional<PolicyObject> course = whole.object("course"))
        policy.course = policyCourse(*course);
    if (std::optional<PolicyObject> storage = whole.object("storage"))
        policy.storage = policyStorage(*storage);
    if (std::optional<PolicyObject> dumps = whole.object("dumps"))
        policy.dumps = policyDumps(*dumps);
    if (std::optional<PolicyObject> storage = whole.object("dumpStorage"))
        policy.dumpStorage = policyStorage(*storage);
    else if (!whole.has("dumpStorage"))
        policy.dumpStorage = policy.storage;
    if (std::optional<PolicyObject> archives = whole.object("archives"))
        policy.archives = policyArchives(*archives);
    whole.refuseUnknown();
    if (problem)
        return fail(*problem);
    return question;
}

} // namespace Nightkeep
