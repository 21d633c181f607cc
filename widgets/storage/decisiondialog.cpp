// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/storage/decisiondialog.h"

#include "models/servers/serverfield.h"
#include "models/storage/decisionwords.h"
#include "models/storage/figureproposal.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/storage/agreementedit.h"
#include "widgets/storage/figurespinbox.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

QString whoKey()
{
    return QStringLiteral("decisions/who");
}

QList<Figure> figuresOf(DecisionSubject subject)
{
    switch (subject) {
    case DecisionSubject::Wanted:
        return {};
    case DecisionSubject::Policy:
        return {Figure::EveryDays, Figure::VersionsExist, Figure::RetainExtra, Figure::VersionsDeleted,
                Figure::RetainOnly};
    case DecisionSubject::Archive:
        break;
    }
    return {Figure::TimesAYear, Figure::KeepYears};
}

ServerField fieldOf(DecisionSubject subject)
{
    switch (subject) {
    case DecisionSubject::Wanted:
        return ServerField::Wanted;
    case DecisionSubject::Policy:
        return ServerField::Policy;
    case DecisionSubject::Archive:
        break;
    }
    return ServerField::Archive;
}

/// What the storage manager does now; empty where it does not say.
QString inForceWords(Figure figure, const ManagementClass &kept)
{
    std::optional<int> value;
    switch (figure) {
    case Figure::VersionsExist:
        value = kept.versionsExist;
        break;
    case Figure::RetainExtra:
        value = kept.retainExtra;
        break;
    case Figure::VersionsDeleted:
        value = kept.versionsDeleted;
        break;
    case Figure::RetainOnly:
        value = kept.retainOnly;
        break;
    case Figure::KeepYears:
        value = kept.archiveRetain;
        break;
    case Figure::EveryDays: // how often a copy is made at most, which is another question
    case Figure::TimesAYear:
        break;
    }
    if (!value)
        return {};
    if (*value == NoLimit)
        return DecisionDialog::tr("now no limit");
    if (figure == Figure::KeepYears) // in days there
        return DecisionDialog::tr("now %n days", nullptr, *value);
    return DecisionDialog::tr("now %1", "a figure").arg(QLocale().toString(*value));
}

ServerDecisions proposed(const Server &server)
{
    ServerDecisions decisions;
    decisions.backup = proposedBackup(server.policy);
    decisions.archive = proposedArchive(server.archive);
    return decisions;
}

} // namespace

DecisionDialog::DecisionDialog(const QList<Server> &servers, const std::optional<ManagementClass> &inForce,
                               const QDate &today, QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_servers(servers)
    , m_inForce(inForce)
    , m_settings(settings)
    , m_error(new ErrorBanner(this))
{
    setObjectName(QStringLiteral("decisionDialog"));
    setWindowTitle(servers.size() == 1 ? tr("Decide about %1").arg(visibleText(shortName(servers.first().name)))
                                       : tr("Decide about %n servers", nullptr, int(servers.size())));
    QStringList names;
    for (const Server &server : servers)
        names << visibleText(server.name);
    QLabel *title = plainLabel(this, names.join(QStringLiteral(", ")));
    title->setObjectName(QStringLiteral("decisionServers"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *save = buttons->addButton(tr("Decide"), QDialogButtonBox::AcceptRole);
    save->setObjectName(QStringLiteral("saveDecisions"));
    save->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelDecisions"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addWidget(m_error);
    for (const DecisionSubject subject : decisionSubjects())
        layout->addWidget(subjectBox(subject, today), figuresOf(subject).isEmpty() ? 1 : 2);
    layout->addWidget(buttons);
    showStored();
    m_subjects[DecisionSubject::Wanted].agreement->setFocus();
    rememberGeometry(this, m_settings, 120, 42);
}

QGroupBox *DecisionDialog::subjectBox(DecisionSubject subject, const QDate &today)
{
    const QString key = subjectKey(subject);
    auto *box = new QGroupBox(subjectTitle(subject), this);
    Subject &parts = m_subjects[subject];
    auto *text = new QPlainTextEdit(pageText(subject), box);
    text->setObjectName(key + QStringLiteral("Text"));
    text->setAccessibleName(tr("What the page says"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setPlaceholderText(tr("The page says nothing."));
    text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setMinimumHeight(text->fontMetrics().lineSpacing() * 3);
    text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    parts.agreement = new AgreementEdit(subject, today, m_settings.value(whoKey()).toString(), box);

    auto *layout = new QGridLayout(box);
    layout->setColumnStretch(0, 1);
    if (figuresOf(subject).isEmpty()) {
        layout->addWidget(text, 0, 0, 1, 2);
        layout->setRowMinimumHeight(0, text->fontMetrics().lineSpacing() * 4);
    } else {
        layout->addWidget(text, 0, 0);
        layout->addWidget(figureForm(subject, box), 0, 1);
        layout->setColumnStretch(1, 1);
        parts.words = plainLabel(box);
        parts.words->setObjectName(key + QStringLiteral("Words"));
        auto *take = new QPushButton(tr("Take from the text"), box);
        take->setObjectName(key + QStringLiteral("Take"));
        take->setAutoDefault(false);
        take->setEnabled(!text->toPlainText().isEmpty());
        take->setToolTip(tr("Proposes the figures that the page's text plainly says"));
        connect(take, &QPushButton::clicked, this, [this, subject] { takeFromText(subject); });
        layout->addWidget(take, 1, 0, Qt::AlignLeft);
        layout->addWidget(parts.words, 1, 1);
    }
    layout->addWidget(parts.agreement, 2, 0, 1, 2);
    return box;
}

QWidget *DecisionDialog::figureForm(DecisionSubject subject, QWidget *parent)
{
    auto *form = new QWidget(parent);
    auto *layout = new QFormLayout(form);
    layout->setContentsMargins({});
    layout->setRowWrapPolicy(QFormLayout::WrapLongRows); // with large text a title stands over its field
    for (const Figure figure : figuresOf(subject)) {
        auto *spin = new FigureSpinBox(figure, form);
        connect(spin, &QSpinBox::valueChanged, this, [this, subject] { showWords(subject); });
        m_subjects[subject].figures << spin;
        auto *title = plainLabel(form, figureTitle(figure));
        title->setWordWrap(false);
        title->setBuddy(spin);
        auto *field = new QHBoxLayout;
        field->addWidget(spin, 1);
        if (const QString now = m_inForce ? inForceWords(figure, *m_inForce) : QString(); !now.isEmpty()) {
            auto *known = plainLabel(form, now);
            known->setObjectName(figureKey(figure) + QStringLiteral("Now"));
            known->setToolTip(tr("What the storage manager said when it was last asked"));
            field->addWidget(known);
        }
        layout->addRow(title, field);
    }
    return form;
}

/// The page's text of one server, or of several each under its name.
QString DecisionDialog::pageText(DecisionSubject subject) const
{
    QStringList lines;
    for (const Server &server : m_servers) {
        const QStringList text = serverFieldLines(server, fieldOf(subject));
        if (m_servers.size() > 1 && !text.isEmpty())
            lines << tr("%1:", "a server, before what the page says").arg(visibleText(shortName(server.name)));
        lines << text;
    }
    return lines.join(u'\n');
}

void DecisionDialog::showStored()
{
    const ServerDecisions &first = m_servers.first().decisions;
    const auto all = [this](auto same) { return std::all_of(m_servers.begin(), m_servers.end(), same); };
    for (const DecisionSubject subject : decisionSubjects()) {
        for (FigureSpinBox *spin : m_subjects[subject].figures) {
            const std::optional<int> value = figureOf(first, spin->figure());
            if (all([&](const Server &server) { return figureOf(server.decisions, spin->figure()) == value; }))
                spin->setDecided(value);
            else
                spin->setMixed();
        }
        const Agreement agreement = agreementOf(first, subject);
        if (all([&](const Server &server) { return agreementOf(server.decisions, subject) == agreement; }))
            m_subjects[subject].agreement->setAgreement(agreement);
        else
            m_subjects[subject].agreement->setMixed();
        showWords(subject);
    }
}

void DecisionDialog::showWords(DecisionSubject subject)
{
    QLabel *words = m_subjects[subject].words;
    if (!words)
        return;
    ServerDecisions shown;
    for (const FigureSpinBox *spin : m_subjects[subject].figures)
        figureOf(shown, spin->figure()) = spin->decided();
    words->setText(figuresInWords(shown, subject));
}

void DecisionDialog::takeFromText(DecisionSubject subject)
{
    const ServerDecisions first = proposed(m_servers.first());
    bool taken = false;
    bool differs = false;
    for (FigureSpinBox *spin : m_subjects[subject].figures) {
        const std::optional<int> value = figureOf(first, spin->figure());
        const bool same = std::all_of(m_servers.begin(), m_servers.end(), [&](const Server &server) {
            return figureOf(proposed(server), spin->figure()) == value;
        });
        differs = differs || !same;
        if (!same || !value)
            continue;
        spin->setDecided(value);
        taken = true;
    }
    if (differs)
        m_subjects[subject].words->setText(
            tr("The servers' texts do not all say the same. Where they differ, nothing was taken."));
    else if (!taken)
        m_subjects[subject].words->setText(tr("The text plainly says no figure. Type what was decided."));
    else
        showWords(subject);
}

ServerDecisions DecisionDialog::decided(const ServerDecisions &before) const
{
    ServerDecisions after = before;
    for (const DecisionSubject subject : decisionSubjects()) {
        const Subject parts = m_subjects.value(subject);
        for (const FigureSpinBox *spin : parts.figures) {
            if (!spin->isMixed())
                figureOf(after, spin->figure()) = spin->decided();
        }
        if (const std::optional<Agreement> agreement = parts.agreement->agreement())
            agreementOf(after, subject) = *agreement;
    }
    return after;
}

QList<QPair<Server, Server>> DecisionDialog::changes() const
{
    QList<QPair<Server, Server>> changes;
    for (const Server &server : m_servers) {
        Server after = server;
        after.decisions = decided(server.decisions);
        if (after != server)
            changes.append({server, after});
    }
    return changes;
}

void DecisionDialog::accept()
{
    for (const auto &[before, after] : changes()) {
        if (const Result<void> sound = checkDecisions(after.decisions, after.name); !sound) {
            m_error->showError(sound.error());
            return;
        }
        for (const DecisionSubject subject : decisionSubjects()) {
            const Agreement &agreement = agreementOf(after.decisions, subject);
            if (agreement != agreementOf(before.decisions, subject) && !agreement.by.isEmpty())
                m_settings.setValue(whoKey(), agreement.by);
        }
    }
    QDialog::accept();
}

} // namespace Nightkeep
