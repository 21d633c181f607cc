// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingpanel.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"
#include "widgets/common/factsview.h"
#include "widgets/settings/historydialog.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype pastChangesShown = 5;

struct PastChange
{
    QDateTime when;
    QStringList words; ///< who, from what to what, what came of it; why
};

QList<PastChange> pastChangesOf(const QString &name, const QList<SettingsHistoryEntry> &history)
{
    QList<PastChange> past;
    for (const SettingsHistoryEntry &entry : history) {
        const auto change = std::find_if(entry.changes.cbegin(), entry.changes.cend(),
                                         [&name](const ConfigChange &each) { return each.name == name; });
        if (change == entry.changes.cend() || past.size() >= pastChangesShown)
            continue;
        QStringList words {SettingPanel::tr("%1: %2 → %3, %4", "who, old value, new value, what came of it")
                               .arg(visibleText(entry.who), settingInWords(name, change->seen),
                                    settingInWords(name, change->wanted), historyResultWord(entry.result))};
        if (!entry.reason.isEmpty())
            words << SettingPanel::tr("Why: %1").arg(visibleText(entry.reason));
        past += PastChange {entry.when, words};
    }
    return past;
}

/// What Moodle's table takes for it.
QString storedFormOf(OptionKind kind)
{
    switch (kind) {
    case OptionKind::OnOff:
        return SettingPanel::tr("0 for off, 1 for on");
    case OptionKind::Users:
        return SettingPanel::tr("0 for all users of the site, 1 for those of the course, 2 for none");
    case OptionKind::Keep:
        return SettingPanel::tr("a number; 0 for all");
    case OptionKind::Weekdays:
        return SettingPanel::tr("seven of 0 and 1, the first for Sunday");
    case OptionKind::Hour:
        return SettingPanel::tr("a number from 0 to 23");
    case OptionKind::Minute:
        return SettingPanel::tr("a number from 0 to 59; Moodle's own form offers each fifth");
    case OptionKind::Folder:
        return SettingPanel::tr("an absolute path on the server; empty for Moodle's own place");
    case OptionKind::Active:
        return SettingPanel::tr("0 for off, 1 for on, 2 for by hand alone");
    case OptionKind::Storage:
        return SettingPanel::tr("0 for the course's own files, 1 for the folder, 2 for both");
    case OptionKind::Days:
        return SettingPanel::tr("a number of days; 0 for never");
    case OptionKind::Text:
        break;
    }
    return {};
}

QString panelChoices(const BackupOption &option)
{
    QStringList words;
    for (const QString &stored : option.choices)
        words << optionInWords(option, stored);
    return words.join(QStringLiteral(", "));
}

QString panelInForce(const SettingRow &row, const SettingsView &site)
{
    if (!isInForceKnown(site))
        return SettingPanel::tr("not known: Moodle itself could not be asked");
    if (row.isDuplicate && !row.served && !row.isForced)
        return SettingPanel::tr("not known: it has several rows");
    return optionInWords(row.option, effective(row));
}

/// What Moodle has and runs with, and since when.
void tellLive(FactsView &view, const SettingRow &row, const QString &inForce, const QDateTime &now,
              const QLocale &locale)
{
    if (row.value)
        view.fact(SettingPanel::tr("Stored as"),
                  SettingPanel::tr("\"%1\"", "a stored text that is shown as it is").arg(visibleText(*row.value)));
    view.fact(SettingPanel::tr("In force"), inForce);
    view.fact(SettingPanel::tr("Since"),
              row.since.isValid()
                  ? SettingPanel::tr("%1, as seen by our readings", "an age").arg(ageInWords(row.since, now, locale))
                  : SettingPanel::tr("before the first reading"));
    if (row.isForced)
        view.state(State::Attention, SettingPanel::tr("config.php forces it"),
                   SettingPanel::tr("Whatever is written for it is not in force: change it in Moodle's config.php."));
    else if (row.served)
        view.state(State::Attention, SettingPanel::tr("Moodle serves another value than its table has"),
                   SettingPanel::tr("Somebody wrote the table past Moodle, which has not noticed. Write the value that "
                                    "you want through this page, or purge Moodle's caches."));
    if (row.isDuplicate)
        view.state(State::Attention, SettingPanel::tr("The table has several rows of it"),
                   SettingPanel::tr("Which one counts is the database's choice: have all but one removed."));
}

/// Its two defaults, which may be different: a trap.
void tellDefaults(FactsView &view, const BackupOption &option)
{
    const bool isWritten = !option.whenNew.isNull();
    view.fact(SettingPanel::tr("Moodle's default"),
              isWritten ? optionInWords(option, option.whenNew) : SettingPanel::tr("a new Moodle writes none"));
    view.fact(SettingPanel::tr("Without a row"), optionInWords(option, option.whenMissing));
    if (isWritten && option.whenNew != option.whenMissing)
        view.state(
            State::Attention, SettingPanel::tr("A missing row is not the default"),
            SettingPanel::tr("Moodle's page shows %1 where nobody has chosen, but without a row it runs with %2.")
                .arg(optionInWords(option, option.whenNew), optionInWords(option, option.whenMissing)));
}

QString panelAgreement(const SettingRow &row, const QLocale &locale)
{
    QStringList parts;
    if (row.agreedOn.isValid())
        parts << dayInWords(row.agreedOn, QLocale::LongFormat, locale);
    if (!row.agreedBy.isEmpty())
        parts << visibleText(row.agreedBy);
    return parts.join(QStringLiteral(", "));
}

} // namespace

bool isInForceKnown(const SettingsView &site)
{
    const MoodleConfig &config = site.config;
    return config.edition != MoodleEdition::Later || (config.door != ConfigDoor::None && !config.doorProblem);
}

SettingPanel::SettingPanel(QWidget *parent)
    : QWidget(parent)
    , m_steps(new NextSteps(this))
    , m_facts(new FactsView(this))
{
    m_facts->setObjectName(QStringLiteral("settingDetail"));
    m_facts->setAccessibleName(tr("The chosen option"));
    m_facts->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
    layout->addWidget(m_facts, 1);
    showNothing();
}

void SettingPanel::showNothing()
{
    m_steps->setSteps({});
    m_facts->describeNothing(tr("Choose an option to see what it means and who changed it."));
}

void SettingPanel::showOption(const SettingRow &row, const SettingsView &site, const NextSteps::Step &step,
                              const std::optional<QList<SettingsHistoryEntry>> &history, const QDateTime &now)
{
    m_steps->setSteps({step});
    const auto past = history ? std::optional(pastChangesOf(row.option.name, *history)) : std::nullopt;
    const bool isRead = site.readAt.isValid();
    const QString inForce = panelInForce(row, site);
    m_facts->describe(row.option.name, [row, isRead, inForce, past, now, locale = locale()](FactsView &view) {
        const bool isKnown = row.option.kind != OptionKind::Text;
        view.title(visibleText(row.option.title), visibleText(row.option.name));
        view.dimmed(optionGroupWord(row.option.group));
        view.paragraph(row.option.notes);
        view.fact(tr("In Moodle"), row.valueInWords);
        if (isRead)
            tellLive(view, row, inForce, now, locale);
        view.fact(tr("Agreed"), row.agreed ? row.agreedInWords : tr("nothing"));
        view.fact(tr("Agreed by"), row.agreed ? panelAgreement(row, locale) : QString());
        if (isKnown) {
            view.heading(tr("What it can be"));
            view.fact(tr("Values"), panelChoices(row.option));
            view.fact(tr("Stored form"), storedFormOf(row.option.kind));
            tellDefaults(view, row.option);
        }
        view.heading(tr("Changes through this workspace"));
        if (!past)
            view.dimmed(tr("Not read yet."));
        else if (past->isEmpty())
            view.dimmed(tr("None."));
        for (const PastChange &change : past.value_or(QList<PastChange>()))
            view.fact(ageInWords(change.when, now, locale), change.words);
    });
}

} // namespace Nightkeep
