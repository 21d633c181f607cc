// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/backupoption.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/weekdays.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

// mdl_backup_config.value is VARCHAR(255); what is longer would be cut off without a word.
constexpr int longestStored = 255;

bool isNumberUpTo(const QString &text, int most)
{
    if (text.isEmpty() || text.size() > 4 || (text.size() > 1 && text.startsWith(u'0')))
        return false;
    if (!std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return false;
    return text.toInt() <= most;
}

bool isFolderText(const QString &text)
{
    if (text.isEmpty())
        return true;
    if (!text.startsWith(u'/') || text.toUcs4().size() > longestStored || text != text.trimmed())
        return false;
    for (const char32_t c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            return false;
    }
    const QStringList parts = text.split(u'/');
    return !parts.contains(QStringLiteral(".")) && !parts.contains(QStringLiteral(".."));
}

bool isOneOf(const QString &typed, std::initializer_list<QString> words)
{
    return std::any_of(words.begin(), words.end(), [&typed](const QString &word) { return typed == word.toLower(); });
}

std::optional<QString> onOffFromWords(const QString &typed)
{
    if (isOneOf(typed,
                {QStringLiteral("on"), QStringLiteral("yes"), QStringLiteral("true"), QStringLiteral("1"), Tr::tr("on"),
                 Tr::tr("yes")}))
        return QStringLiteral("1");
    if (isOneOf(typed,
                {QStringLiteral("off"), QStringLiteral("no"), QStringLiteral("false"), QStringLiteral("0"),
                 Tr::tr("off"), Tr::tr("no")}))
        return QStringLiteral("0");
    return std::nullopt;
}

std::optional<QString> usersFromWords(const QString &typed)
{
    if (isOneOf(typed, {QStringLiteral("all"), QStringLiteral("0"), Tr::tr("all")}))
        return QStringLiteral("0");
    if (isOneOf(typed, {QStringLiteral("course"), QStringLiteral("1"), Tr::tr("course")}))
        return QStringLiteral("1");
    if (isOneOf(typed, {QStringLiteral("none"), QStringLiteral("2"), Tr::tr("none")}))
        return QStringLiteral("2");
    return std::nullopt;
}

std::optional<QString> numberFromWords(const QString &typed, int most)
{
    static const QRegularExpression digits(QStringLiteral("\\A0*([0-9]{1,4})\\z"));
    const QRegularExpressionMatch match = digits.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    const QString number = QString::number(match.captured(1).toInt());
    return isNumberUpTo(number, most) ? std::optional(number) : std::nullopt;
}

std::optional<QString> hourFromWords(const QString &typed)
{
    if (isOneOf(typed, {QStringLiteral("midnight"), Tr::tr("midnight")}))
        return QStringLiteral("0");
    if (isOneOf(typed, {QStringLiteral("noon"), Tr::tr("noon")}))
        return QStringLiteral("12");
    static const QRegularExpression clock(
        QStringLiteral("\\A([0-9]{1,2})(?:[:.]00)?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?\\z"));
    const QRegularExpressionMatch match = clock.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    int hour = match.captured(1).toInt();
    const QString half = match.captured(2);
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (half.startsWith(u'p') ? 12 : 0);
    }
    return hour <= 23 ? std::optional(QString::number(hour)) : std::nullopt;
}

QString minuteInWords(int minute)
{
    if (minute == 0)
        return Tr::tr("on the hour");
    return minute == 1 ? Tr::tr("1 minute past the hour") : Tr::tr("%1 minutes past the hour").arg(minute);
}

std::optional<QString> minuteFromWords(const QString &typed)
{
    for (int minute = 0; minute < 60; ++minute)
        if (typed == minuteInWords(minute).toLower())
            return QString::number(minute);
    return numberFromWords(typed.startsWith(u':') ? typed.mid(1) : typed, 59);
}

std::optional<QString> folderFromWords(const QString &typed)
{
    const QString folded = typed.toLower();
    if (isOneOf(folded,
                {QString(), QStringLiteral("(blank)"), QStringLiteral("blank"), Tr::tr("(blank)"),
                 Tr::tr("the course's own folder")}))
        return QString();
    return isFolderText(typed) ? std::optional(typed) : std::nullopt;
}

QStringList numbers(std::initializer_list<int> values)
{
    QStringList texts;
    for (const int value : values)
        texts += QString::number(value);
    return texts;
}

QStringList steps(int end, int step)
{
    QStringList texts;
    for (int value = 0; value < end; value += step)
        texts += QString::number(value);
    return texts;
}

BackupOption onOff(const char *name, const QString &title, const QString &notes, const char *whenMissing)
{
    return {QLatin1String(name),
            OptionKind::OnOff,
            title,
            notes,
            QLatin1String(whenMissing),
            {QStringLiteral("1"), QStringLiteral("0")}};
}

QList<BackupOption> includedContents()
{
    return {
        onOff("backup_sche_modules", Tr::tr("Include modules"),
              Tr::tr("Whether automated backups hold the activities of a course."), "1"),
        onOff("backup_sche_withuserdata", Tr::tr("Include module user data"),
              Tr::tr("Whether automated backups hold what users did in the activities."), "1"),
        onOff("backup_sche_metacourse", Tr::tr("Metacourse"),
              Tr::tr("Whether automated backups hold the enrolments inherited through metacourses."), "1"),
        {QStringLiteral("backup_sche_users"),
         OptionKind::Users,
         Tr::tr("Users"),
         Tr::tr("Whether a backup holds all users of the site, or only those the course needs."),
         QStringLiteral("1"),
         {QStringLiteral("0"), QStringLiteral("1")}},
        onOff("backup_sche_logs", Tr::tr("Logs"), Tr::tr("Whether automated backups hold the logs of a course."), "0"),
        onOff("backup_sche_userfiles", Tr::tr("User files"),
              Tr::tr("Whether automated backups hold users' own files, such as their pictures."), "1"),
        onOff("backup_sche_coursefiles", Tr::tr("Course files"),
              Tr::tr("Whether automated backups hold the files of a course."), "1"),
        onOff("backup_sche_messages", Tr::tr("Messages"),
              Tr::tr("Whether the backup of the site's front page holds instant messages."), "0"),
    };
}

QList<BackupOption> schedule()
{
    return {
        {QStringLiteral("backup_sche_keep"), OptionKind::Keep, Tr::tr("Keep"),
         Tr::tr("How many backups of each course stay; Moodle deletes older ones itself."), QStringLiteral("1"),
         numbers({1, 2, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 0})},
        onOff("backup_sche_active", Tr::tr("Active"), Tr::tr("Whether Moodle makes automated backups at all."), "0"),
        {QStringLiteral("backup_sche_weekdays"),
         OptionKind::Weekdays,
         Tr::tr("Schedule"),
         Tr::tr("On which days of the week automated backups run."),
         QStringLiteral("0000000"),
         {}},
        {QStringLiteral("backup_sche_hour"), OptionKind::Hour, Tr::tr("Execute at"),
         Tr::tr("The hour at which automated backups start, in the main administrator's time zone."),
         QStringLiteral("0"), steps(24, 1)},
        {QStringLiteral("backup_sche_destination"),
         OptionKind::Folder,
         Tr::tr("Save to"),
         Tr::tr("A folder of the Moodle server for all backups; blank puts each into its course's own folder."),
         QString(),
         {}},
    };
}

QList<BackupOption> notOnThePage()
{
    return {
        {QStringLiteral("backup_sche_minute"), OptionKind::Minute, Tr::tr("Execute at, minute"),
         Tr::tr("The minute of that hour."), QStringLiteral("0"), steps(60, 5)},
        onOff("backup_sche_sitefiles", Tr::tr("Site files"),
              Tr::tr("Whether automated backups hold site files that a course uses."), "1"),
        onOff("backup_sche_gradebook_history", Tr::tr("Gradebook history"),
              Tr::tr("Whether automated backups hold the history of grades (Moodle 1.9.4 and later)."), "0"),
        onOff("backup_sche_blogs", Tr::tr("Blogs"),
              Tr::tr("Whether the backup of the site's front page holds blogs (Moodle 1.9.1 and later)."), "0"),
    };
}

} // namespace

const QList<BackupOption> &backupOptions()
{
    static const QList<BackupOption> options = includedContents() + schedule() + notOnThePage();
    return options;
}

const BackupOption *findBackupOption(const QString &name)
{
    const QList<BackupOption> &options = backupOptions();
    const auto found =
        std::find_if(options.cbegin(), options.cend(), [&name](const BackupOption &o) { return o.name == name; });
    return found == options.cend() ? nullptr : &*found;
}

bool isValidForOption(const BackupOption &option, const QString &stored)
{
    switch (option.kind) {
    case OptionKind::OnOff:
        return stored == QLatin1String("0") || stored == QLatin1String("1");
    case OptionKind::Users:
        return isNumberUpTo(stored, 2);
    case OptionKind::Keep:
        return isNumberUpTo(stored, 9999);
    case OptionKind::Weekdays:
        return isWeekdays(stored);
    case OptionKind::Hour:
        return isNumberUpTo(stored, 23);
    case OptionKind::Minute:
        return isNumberUpTo(stored, 59);
    case OptionKind::Folder:
        return isFolderText(stored);
    case OptionKind::Text:
        return true;
    }
    return false;
}

QString optionInWords(const BackupOption &option, const QString &stored)
{
    if (!isValidForOption(option, stored) || option.kind == OptionKind::Text)
        return Tr::tr("\"%1\"", "a stored text that is shown as it is").arg(visibleText(stored));
    switch (option.kind) {
    case OptionKind::OnOff:
        return stored == QLatin1String("1") ? Tr::tr("on") : Tr::tr("off");
    case OptionKind::Users:
        if (stored == QLatin1String("0"))
            return Tr::tr("all");
        return stored == QLatin1String("1") ? Tr::tr("course") : Tr::tr("none");
    case OptionKind::Keep:
        return stored == QLatin1String("0") ? Tr::tr("all") : stored;
    case OptionKind::Weekdays:
        return weekdaysInWords(stored);
    case OptionKind::Hour:
        return QStringLiteral("%1:00").arg(stored.toInt(), 2, 10, QLatin1Char('0'));
    case OptionKind::Minute:
        return minuteInWords(stored.toInt());
    case OptionKind::Folder:
        return stored.isEmpty() ? Tr::tr("the course's own folder") : stored;
    case OptionKind::Text:
        break;
    }
    return stored;
}

std::optional<QString> optionFromWords(const BackupOption &option, const QString &typed)
{
    const QString text = typed.trimmed();
    const QString folded = text.toLower();
    switch (option.kind) {
    case OptionKind::OnOff:
        return onOffFromWords(folded);
    case OptionKind::Users:
        return usersFromWords(folded);
    case OptionKind::Keep:
        if (isOneOf(folded, {QStringLiteral("all"), Tr::tr("all")}))
            return QStringLiteral("0");
        return numberFromWords(folded, 9999);
    case OptionKind::Weekdays:
        return weekdaysFromWords(folded);
    case OptionKind::Hour:
        return hourFromWords(folded);
    case OptionKind::Minute:
        return minuteFromWords(folded);
    case OptionKind::Folder:
        return folderFromWords(text);
    case OptionKind::Text:
        return std::nullopt;
    }
    return std::nullopt;
}

QList<QPair<QString, QString>> agreedOnPage()
{
    const QString on = QStringLiteral("1");
    return {
        {QStringLiteral("backup_sche_modules"), on},
        {QStringLiteral("backup_sche_withuserdata"), on},
        {QStringLiteral("backup_sche_metacourse"), on},
        {QStringLiteral("backup_sche_users"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_logs"), on},
        {QStringLiteral("backup_sche_userfiles"), on},
        {QStringLiteral("backup_sche_coursefiles"), on},
        {QStringLiteral("backup_sche_messages"), QStringLiteral("0")},
        {QStringLiteral("backup_sche_keep"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_active"), on},
        {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000")},
        {QStringLiteral("backup_sche_hour"), QStringLiteral("3")},
        {QStringLiteral("backup_sche_destination"), QString()},
    };
}

} // namespace Nightkeep
