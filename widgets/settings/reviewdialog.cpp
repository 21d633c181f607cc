// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/reviewdialog.h"

#include "models/base/bytepath.h"
#include "models/settings/settingsrecord.h"
#include "widgets/common/answerline.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/viewstate.h"
#include "widgets/settings/comparisontable.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QTableWidget>
#include <QTextOption>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int reviewLongestReason = 500;

QString titleOf(const QString &name)
{
    const BackupOption *option = findBackupOption(name);
    return option ? option->title : visibleText(name);
}

/// Without a value there is no row, or nobody could look.
QString foundInWords(const ConfigOutcome &outcome)
{
    using Kind = ConfigOutcome::Kind;
    const bool wasThere = outcome.change.seen || outcome.kind == Kind::Written || outcome.kind == Kind::TakenBack;
    const bool isGone = outcome.kind == Kind::Conflict || !wasThere;
    if (!outcome.found && (outcome.error || outcome.kind == Kind::Unknown || !isGone))
        return ReviewDialog::tr("not known");
    return settingInWords(outcome.change.name, outcome.found);
}

QHBoxLayout *warningRow(QWidget *parent, const QString &name, const QString &text)
{
    auto *icon = new QLabel(parent);
    icon->setPixmap(stateIcon(State::Attention).pixmap(parent->style()->pixelMetric(QStyle::PM_SmallIconSize)));
    icon->setAlignment(Qt::AlignTop);
    QLabel *label = plainLabel(parent, text);
    label->setObjectName(name);
    auto *row = new QHBoxLayout;
    row->addWidget(icon);
    row->addWidget(label, 1);
    return row;
}

QDialogButtonBox *buttonsFor(QDialog *dialog, const QString &prefix, const QString &accept,
                             QDialogButtonBox::StandardButton other)
{
    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *yes = buttons->addButton(accept, QDialogButtonBox::AcceptRole);
    QPushButton *no = buttons->addButton(other);
    yes->setObjectName(prefix + QStringLiteral("Accept"));
    no->setObjectName(prefix + QStringLiteral("Reject"));
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return buttons;
}

} // namespace

State stateOfMeaning(const SettingsMeaning &meaning)
{
    if (meaning.deletions && !meaning.deletions->isEmpty())
        return State::Bad;
    if (!meaning.sentences.isEmpty())
        return State::Attention;
    return State::Unknown;
}

ReviewDialog::ReviewDialog(const SettingsPlan &plan, const SettingsMeaning &meaning, QWidget *parent)
    : InputDialog(parent)
    , m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("reviewDialog"));
    setWindowTitle(tr("Review the changes"));
    QList<QStringList> rows;
    for (const ConfigChange &change : plan.changes)
        rows += QStringList {titleOf(change.name), settingInWords(change.name, change.seen),
                             settingInWords(change.name, change.wanted)};

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(
        plainLabel(this, tr("These options of the site \"%1\" would be changed:").arg(visibleText(plan.site))));
    layout->addWidget(
        comparisonTable(this, QStringLiteral("reviewTable"), {tr("Option"), tr("As you saw it"), tr("New")}, rows), 1);
    if (!plan.caution.isEmpty())
        layout->addLayout(warningRow(this, QStringLiteral("reviewCaution"), plan.caution));
    if (!meaning.sentences.isEmpty()) {
        auto *means = new AnswerLine(QStringLiteral("reviewMeaning"), 1.0, this);
        means->setAnswer(stateOfMeaning(meaning), meaning.sentences.join(u'\n'));
        layout->addWidget(means);
    }
    if (meaning.deletions && !meaning.deletions->isEmpty()) {
        auto *copies = new QPushButton(tr("Which copies…"), this);
        copies->setObjectName(QStringLiteral("reviewCopies"));
        copies->setAutoDefault(false);
        connect(copies, &QPushButton::clicked, this, &ReviewDialog::copiesWanted);
        layout->addWidget(copies, 0, Qt::AlignLeft);
    }
    if (!meaning.unknown.isEmpty()) {
        auto *unknown = new AnswerLine(QStringLiteral("reviewUnknown"), 1.0, this);
        unknown->setAnswer(State::Unknown, meaning.unknown.join(u'\n'));
        layout->addWidget(unknown);
    }
    layout->addWidget(plainLabel(this, tr("The exact statements, or commands:")));
    layout->addWidget(statements(plan), 1);
    m_reason->setObjectName(QStringLiteral("reviewReason"));
    m_reason->setMaxLength(reviewLongestReason);
    m_reason->setPlaceholderText(tr("stands in the history"));
    m_reason->setText(plan.reason);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("&Why (optional):"), m_reason);
    layout->addLayout(form);
    QDialogButtonBox *buttons =
        buttonsFor(this, QStringLiteral("review"), tr("Write %n options", nullptr, int(plan.changes.size())),
                   QDialogButtonBox::Cancel);
    layout->addWidget(buttons);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
}

QWidget *ReviewDialog::statements(const SettingsPlan &plan)
{
    auto *text = new QPlainTextEdit(visibleLines(plan.statements.join(u'\n')), this);
    text->setObjectName(QStringLiteral("reviewSql"));
    text->setAccessibleName(tr("The exact statements, or commands"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setFont(fixedFont(this));
    text->setMinimumHeight(fontMetrics().lineSpacing() * 7);
    return text;
}

QString ReviewDialog::reason() const
{
    return m_reason->text().trimmed();
}

bool isConflictAlone(const SettingsApplied &applied)
{
    using Kind = ConfigOutcome::Kind;
    return applied.hasConflict()
        && std::all_of(applied.outcomes.cbegin(), applied.outcomes.cend(), [](const ConfigOutcome &outcome) {
               return !outcome.error
                   && (outcome.kind == Kind::Conflict || outcome.kind == Kind::NotTried || outcome.kind == Kind::Same);
           });
}

ConflictDialog::ConflictDialog(const QList<ConfigOutcome> &outcomes, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("conflictDialog"));
    setWindowTitle(tr("Changed by somebody else"));
    QList<QStringList> rows;
    for (const ConfigOutcome &outcome : outcomes) {
        if (outcome.kind != ConfigOutcome::Kind::Conflict)
            continue;
        const QString &name = outcome.change.name;
        rows += QStringList {titleOf(name), settingInWords(name, outcome.change.seen),
                             settingInWords(name, outcome.change.wanted), foundInWords(outcome)};
    }

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(warningRow(this, QStringLiteral("conflictText"),
                                 tr("Somebody changed the following meanwhile. Nothing was written.")));
    layout->addWidget(comparisonTable(this, QStringLiteral("conflictTable"),
                                      {tr("Option"), tr("You saw"), tr("You want"), tr("Found now")}, rows),
                      1);
    layout->addWidget(plainLabel(
        this, tr("Read the settings again, then decide whether you still want your change: it stays pending.")));
    layout->addWidget(buttonsFor(this, QStringLiteral("conflict"), tr("Read again"), QDialogButtonBox::Close));
}

OutcomeDialog::OutcomeDialog(const SettingsApplied &applied, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("outcomeDialog"));
    setWindowTitle(tr("Not written whole"));
    QList<QStringList> rows;
    for (const ConfigOutcome &outcome : applied.outcomes) {
        QString what = outcomeSentence(outcome);
        if (outcome.error)
            what += u'\n' + visibleText(outcome.error->message);
        const QString &name = outcome.change.name;
        rows += QStringList {titleOf(name), settingInWords(name, outcome.change.wanted), foundInWords(outcome), what};
    }
    auto *layout = new QVBoxLayout(this);
    QString whole = appliedInWords(applied);
    if (applied.workspaceProblem)
        whole += u' ' + tr("The workspace could not note all of it: %1").arg(applied.workspaceProblem->message);
    layout->addLayout(warningRow(this, QStringLiteral("outcomeText"), visibleText(whole)));
    layout->addWidget(comparisonTable(this, QStringLiteral("outcomeTable"),
                                      {tr("Option"), tr("You want"), tr("Found now"), tr("What came of it")}, rows),
                      1);
    layout->addWidget(plainLabel(this,
                                 tr("What is not written stays pending. Read the settings again before you "
                                    "decide about it.")));
    layout->addWidget(buttonsFor(this, QStringLiteral("outcome"), tr("Read again"), QDialogButtonBox::Close));
}

} // namespace Nightkeep
