// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/settingsview.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// The stored text that means the same there; nullopt: there is none.
std::optional<QString> copiedText(const BackupOption &from, const QString &stored, const BackupOption &to)
{
    QString like = stored;
    if (from.kind == OptionKind::Users && to.kind == OptionKind::OnOff) {
        if (stored == QLatin1String("0")) // all of the site: later a backup holds the course's alone
            return std::nullopt;
        like = stored == QLatin1String("1") ? QStringLiteral("1") : QStringLiteral("0");
    } else if (from.kind == OptionKind::OnOff && to.kind == OptionKind::Users) {
        like = stored == QLatin1String("1") ? QStringLiteral("1") : QStringLiteral("2");
    }
    return isValidForOption(to, like) ? std::optional(like) : std::nullopt;
}

const SettingRow *copyTarget(const SettingsView &to, const BackupOption &from)
{
    if (const SettingRow *same = findRow(to, from.name); same && same->option.kind != OptionKind::Text)
        return same;
    const auto found = std::find_if(to.rows.cbegin(), to.rows.cend(), [&from](const SettingRow &row) {
        return !from.meaning.isEmpty() && row.option.meaning == from.meaning;
    });
    return found == to.rows.cend() ? nullptr : &*found;
}

/// Collects what is to be pending for one site, and sentences about what is not.
class SettingsCopy
{
public:
    SettingsCopy(const SettingsView &to, QStringList &leftOut)
        : m_to(to)
        , m_leftOut(leftOut)
    {
    }

    void add(const SettingRow &from)
    {
        if (!isClear(from)) {
            leaveOut(Tr::tr("%1 is not copied, for what it is now is not clear: %2.")
                         .arg(from.option.title, from.valueInWords));
            return;
        }
        const SettingRow *target = copyTarget(m_to, from.option);
        if (!target) {
            leaveOut(Tr::tr("%1 is not copied: %2 has no such option.").arg(from.option.title, site()));
            return;
        }
        const std::optional<QString> wanted = copiedText(from.option, effective(from), target->option);
        if (wanted)
            want(target, *wanted);
        else
            leaveOutAsUnlike(from);
    }

    /// In 1.9 where backups go is one option, later two.
    void addPlace(const SettingRow &oldDestination)
    {
        const QString folder = effective(oldDestination);
        if (!isClear(oldDestination)) {
            add(oldDestination); // which says so
            return;
        }
        want(findRow(m_to, QStringLiteral("backup_auto_storage")),
             folder.isEmpty() ? QStringLiteral("0") : QStringLiteral("1"));
        if (!folder.isEmpty())
            want(findRow(m_to, QStringLiteral("backup_auto_destination")), folder);
    }
    void addPlace(const SettingRow &laterStorage, const SettingRow &laterDestination)
    {
        const QString storage = effective(laterStorage);
        if (!isClear(laterStorage))
            add(laterStorage); // which says so
        else if (storage == QLatin1String("0"))
            want(findRow(m_to, QStringLiteral("backup_sche_destination")), QStringLiteral(""));
        else if (storage == QLatin1String("1") && !effective(laterDestination).isEmpty())
            add(laterDestination);
        else
            leaveOutAsUnlike(laterStorage);
    }

    [[nodiscard]] QList<ConfigChange> changes() const
    {
        QList<ConfigChange> inOrder;
        for (const SettingRow &row : m_to.rows) {
            const auto found = std::find_if(m_changes.cbegin(), m_changes.cend(), [&row](const ConfigChange &change) {
                return change.name == row.option.name;
            });
            if (found != m_changes.cend())
                inOrder += *found;
        }
        return inOrder;
    }

private:
    void want(const SettingRow *target, const QString &wanted)
    {
        if (!target || effective(*target) == wanted)
            return;
        if (target->isForced)
            leaveOut(Tr::tr("%1 is not copied: config.php of %2 sets it.").arg(target->option.title, site()));
        else
            m_changes += ConfigChange {target->option.name, seenValue(*target), wanted};
    }
    void leaveOut(const QString &sentence) { m_leftOut += sentence; }
    void leaveOutAsUnlike(const SettingRow &from)
    {
        leaveOut(Tr::tr("%1 is not copied: %2 knows nothing like %3.", "an option, a site, a value")
                     .arg(from.option.title, site(), optionInWords(from.option, effective(from))));
    }
    [[nodiscard]] static bool isClear(const SettingRow &from)
    {
        return !from.isDuplicate && isValidForOption(from.option, effective(from));
    }
    [[nodiscard]] QString site() const { return visibleText(m_to.site.name); }

    const SettingsView &m_to;
    QStringList &m_leftOut;
    QList<ConfigChange> m_changes;
};

} // namespace

QList<ConfigChange> changesToCopy(const SettingsView &from, const SettingsView &to, QStringList &leftOut)
{
    for (const SettingsView *view : {&from, &to}) {
        if (!view->readAt.isValid()) {
            leftOut += Tr::tr("The backup settings of %1 have never been read.").arg(visibleText(view->site.name));
            return {};
        }
    }
    const bool isOtherEdition = from.config.edition != to.config.edition;
    SettingsCopy copy(to, leftOut);
    for (const SettingRow &row : from.rows) {
        const QString &name = row.option.name;
        if (row.option.kind == OptionKind::Text)
            continue;
        if (isOtherEdition && name == QLatin1String("backup_sche_destination")) {
            copy.addPlace(row);
        } else if (isOtherEdition && name == QLatin1String("backup_auto_storage")) {
            if (const SettingRow *destination = findRow(from, QStringLiteral("backup_auto_destination")))
                copy.addPlace(row, *destination);
        } else if (!isOtherEdition || name != QLatin1String("backup_auto_destination")) {
            copy.add(row);
        }
    }
    return copy.changes();
}

} // namespace Nightkeep
