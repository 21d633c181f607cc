// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/settings/settingsview.h"

namespace Nightkeep {

namespace {

constexpr qint64 oldAfterDays = 7;

/// Collects one site's findings.
class FindingList
{
public:
    explicit FindingList(const Site &site)
        : m_site(site.name)
    {
    }

    /// Of an option, or where `row` is null of the whole site.
    void add(Severity severity, const SettingRow *row, const QString &what, const QString &title, const QString &reason,
             const QString &advice)
    {
        const QString object = row ? m_site + u'/' + row->option.name : m_site;
        m_findings += Finding {QStringLiteral("settings/") + object + u'/' + what,
                               severity,
                               Page::Settings,
                               object,
                               title,
                               reason,
                               advice,
                               QStringLiteral("setting-") + what,
                               {},
                               row && row->agreed && effective(*row) != *row->agreed ? FindingAct::BringInLine
                                                                                     : FindingAct::Show};
    }
    [[nodiscard]] const QList<Finding> &findings() const { return m_findings; }

private:
    QString m_site;
    QList<Finding> m_findings;
};

// True if the row has been dealt with, so that it is not reported as merely different too.
bool addCritical(FindingList &list, const Site &site, const SettingRow &row)
{
    if (row.option.name == QLatin1String("backup_sche_active") && effective(row) == QLatin1String("0")) {
        list.add(Severity::Critical, &row, QStringLiteral("off"),
                 Tr::tr("Automated course backups of %1 are switched off.").arg(site.name),
                 row.value ? Tr::tr("backup_sche_active is off.")
                           : Tr::tr("backup_sche_active has no row, and Moodle then makes no backups."),
                 Tr::tr("Switch Active on, unless somebody switched it off on purpose."));
        return true;
    }
    if (row.option.name == QLatin1String("backup_sche_weekdays") && effective(row) == QLatin1String("0000000")) {
        list.add(Severity::Critical, &row, QStringLiteral("never"),
                 Tr::tr("Automated course backups of %1 run on no day of the week.").arg(site.name),
                 Tr::tr("backup_sche_weekdays names no day, so Moodle never finds a next run."),
                 Tr::tr("Choose at least one weekday under Schedule."));
        return true;
    }
    return false;
}

void addRow(FindingList &list, const Site &site, const SettingRow &row)
{
    if (row.value && !isValidForOption(row.option, *row.value)) {
        list.add(Severity::Warning, &row, QStringLiteral("invalid"),
                 Tr::tr("%1 of %2 holds a text that makes no sense there.").arg(row.option.title, site.name),
                 Tr::tr("%1 is %2.").arg(row.option.name, row.valueInWords),
                 Tr::tr("Set it to a value that the option can have."));
        return;
    }
    if (addCritical(list, site, row) || !row.agreed)
        return;
    if (row.value && *row.value != *row.agreed) {
        list.add(Severity::Warning, &row, QStringLiteral("differs"),
                 Tr::tr("%1 of %2 is %3; %4 was agreed.")
                     .arg(row.option.title, site.name, row.valueInWords, row.agreedInWords),
                 Tr::tr("%1 differs from the value in the workspace.").arg(row.option.name),
                 Tr::tr("Change the option in Moodle, or what is agreed."));
    } else if (!row.value && row.option.whenMissing != *row.agreed) {
        list.add(Severity::Warning, &row, QStringLiteral("differs"),
                 Tr::tr("%1 of %2 is not set; %3 was agreed.").arg(row.option.title, site.name, row.agreedInWords),
                 Tr::tr("%1 has no row, and Moodle then takes %2.")
                     .arg(row.option.name, optionInWords(row.option, row.option.whenMissing)),
                 Tr::tr("Set the option in Moodle, or change what is agreed."));
    }
}

void addTraps(FindingList &list, const SettingsView &view)
{
    const SettingRow *keep = findRow(view, QStringLiteral("backup_sche_keep"));
    const SettingRow *destination = findRow(view, QStringLiteral("backup_sche_destination"));
    if (!keep || !destination)
        return;
    const bool keepsAll = effective(*keep) == QLatin1String("0");
    if (keepsAll && keep->agreed != QStringLiteral("0"))
        list.add(Severity::Warning, keep, QStringLiteral("all"),
                 Tr::tr("Moodle never deletes an old course backup of %1.").arg(view.site.name),
                 Tr::tr("backup_sche_keep is 0, which means all."),
                 Tr::tr("Choose how many to keep, or see to it that the disk has room for ever more."));
    if (!keepsAll && !effective(*destination).isEmpty())
        list.add(
            Severity::Warning, destination, QStringLiteral("shared"),
            Tr::tr("Courses of %1 may delete each other's backups.").arg(view.site.name),
            Tr::tr("All backups go to one folder, where Moodle 1.9 deletes by the beginning of the name: the course "
                   "\"math\" also counts and deletes the backups of \"math-101\"."),
            Tr::tr("Leave Save to blank, or make sure that no short name begins with another one and a dash."));
}

} // namespace

QList<Finding> SettingsService::findings(const SettingsView &view, const QDateTime &now)
{
    FindingList list(view.site);
    if (!view.readAt.isValid()) {
        list.add(Severity::Info, nullptr, QStringLiteral("unread"),
                 Tr::tr("The backup settings of %1 have never been read.").arg(view.site.name),
                 Tr::tr("Nothing is known about what Moodle will do tonight."), Tr::tr("Read the settings."));
        return list.findings();
    }
    if (view.readAt.daysTo(now) > oldAfterDays)
        list.add(
            Severity::Info, nullptr, QStringLiteral("old"),
            Tr::tr("The backup settings of %1 were last read %2.").arg(view.site.name, ageInWords(view.readAt, now)),
            Tr::tr("They may have been changed in Moodle since."), Tr::tr("Read the settings."));
    if (countSettings(view).agreed == 0)
        list.add(Severity::Info, nullptr, QStringLiteral("unagreed"),
                 Tr::tr("Nothing is agreed about the backup settings of %1.").arg(view.site.name),
                 Tr::tr("There is nothing to compare them with, so nobody can say that they are right."),
                 Tr::tr("Import the wiki page with its table of options, or say on the page of settings what is "
                        "agreed."));
    for (const SettingRow &row : view.rows)
        addRow(list, view.site, row);
    addTraps(list, view);
    return list.findings();
}

} // namespace Nightkeep
