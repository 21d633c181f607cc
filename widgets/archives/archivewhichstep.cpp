// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivewhichstep.h"

#include "models/archives/archiveproposal.h"
#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>

#include <algorithm>

namespace Nightkeep {

ArchiveWhichStep::ArchiveWhichStep(const QList<Site> &sites, const QList<ArchiveRecord> &runs, const QDate &today,
                                   QWidget *parent)
    : QWidget(parent)
    , m_sites(sites)
    , m_runs(runs)
    , m_term(new QComboBox(this))
    , m_site(new QComboBox(this))
    , m_rule(new QComboBox(this))
    , m_meaning(plainLabel(this))
    , m_notBefore(new QDateEdit(this))
    , m_name(new QLineEdit(this))
    , m_becomes(plainLabel(this))
    , m_takeDoubtful(new QCheckBox(tr("Take a course's newest zip too where it is &doubtful"), this))
    , m_readThrough(new QCheckBox(tr("&Read each zip through, which takes its time"), this))
{
    setObjectName(QStringLiteral("archiveWhich"));
    buildFields(today);
    buildForm();
    proposeName();
    follow();
    connect(m_term, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::proposeName);
    connect(m_site, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::proposeName);
    connect(m_site, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::follow);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::follow);
    connect(m_notBefore, &QDateEdit::dateChanged, this, &ArchiveWhichStep::follow);
    connect(m_name, &QLineEdit::textChanged, this, &ArchiveWhichStep::follow);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isOwnName = true; });
    connect(m_takeDoubtful, &QCheckBox::toggled, this, &ArchiveWhichStep::follow);
    connect(m_readThrough, &QCheckBox::toggled, this, &ArchiveWhichStep::follow);
}

void ArchiveWhichStep::buildFields(const QDate &today)
{
    m_term->setObjectName(QStringLiteral("archiveTerm"));
    for (const ArchiveTerm &term : archiveTerms(today))
        m_term->addItem(term.words, term.name);
    m_term->addItem(tr("None of these: give it a name of your own"), QString());
    m_site->setObjectName(QStringLiteral("archiveSite"));
    for (const Site &site : std::as_const(m_sites))
        m_site->addItem(visibleText(site.name), site.name);
    m_site->setEnabled(m_sites.size() > 1);
    m_rule->setObjectName(QStringLiteral("archiveRule"));
    for (const ArchiveRule rule : {ArchiveRule::NewestPerCourse, ArchiveRule::SinceLastRun})
        m_rule->addItem(ruleWords(rule), int(rule));
    m_meaning->setObjectName(QStringLiteral("archiveRuleMeaning"));
    m_notBefore->setObjectName(QStringLiteral("archiveNotBefore"));
    m_notBefore->setCalendarPopup(true);
    m_notBefore->setDate(today.addDays(-7));
    m_notBefore->setToolTip(tr("The first day on which a zip counts as up to date"));
    m_name->setObjectName(QStringLiteral("archiveName"));
    static const QRegularExpression plainName(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._-]*"));
    m_name->setValidator(new QRegularExpressionValidator(plainName, m_name));
    m_name->setToolTip(tr("Letters, digits, dots, dashes and underscores; the file gets \".tar\" behind it"));
    m_becomes->setObjectName(QStringLiteral("archiveBecomes"));
    m_takeDoubtful->setObjectName(QStringLiteral("archiveTakeDoubtful"));
    m_takeDoubtful->setToolTip(tr("Beside the newest sound one, which is taken in any case"));
    m_readThrough->setObjectName(QStringLiteral("archiveReadThrough"));
    m_readThrough->setToolTip(
        tr("Else only its end, its directory and its moodle.xml are looked at, which does not see every damage"));
}

void ArchiveWhichStep::buildForm()
{
    auto *form = new QFormLayout(this);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows); // a large font leaves no room beside the labels
    form->addRow(tr("&Term"), m_term);
    form->addRow(tr("Moodle s&ite"), m_site);
    form->addRow(tr("Ru&le"), m_rule);
    form->addRow(m_meaning);
    form->addRow(tr("Not be&fore"), m_notBefore);
    form->addRow(tr("Na&me of the archive"), m_name);
    form->addRow(m_becomes);
    form->addRow(m_takeDoubtful);
    form->addRow(m_readThrough);
    setFocusProxy(m_term);
}

void ArchiveWhichStep::fill(const ArchiveRequest &request)
{
    const int site = m_site->findData(request.site);
    m_site->setCurrentIndex(std::max(site, 0));
    m_rule->setCurrentIndex(std::max(m_rule->findData(int(request.rule)), 0));
    if (request.notBefore.isValid())
        m_notBefore->setDate(request.notBefore);
    m_takeDoubtful->setChecked(request.takeDoubtful);
    m_readThrough->setChecked(request.readThrough);
    int term = m_term->count() - 1;
    for (int i = 0; i < m_term->count() - 1; ++i) {
        if (request.name.contains(m_term->itemData(i).toString()))
            term = i;
    }
    m_isOwnName = true;
    m_term->setCurrentIndex(term);
    m_name->setText(request.name);
}

ArchiveRequest ArchiveWhichStep::request() const
{
    ArchiveRequest request;
    request.site = m_site->currentData().toString();
    request.rule = ArchiveRule(m_rule->currentData().toInt());
    request.notBefore = m_notBefore->date();
    request.name = m_name->text();
    request.takeDoubtful = m_takeDoubtful->isChecked();
    request.readThrough = m_readThrough->isChecked();
    return request;
}

const Site &ArchiveWhichStep::site() const
{
    return m_sites.at(m_site->currentIndex());
}

bool ArchiveWhichStep::isComplete() const
{
    return m_name->hasAcceptableInput();
}

void ArchiveWhichStep::proposeName()
{
    const QString term = m_term->currentData().toString();
    if (!m_isOwnName && !term.isEmpty())
        m_name->setText(proposedArchiveName(site().name, term, m_runs));
}

void ArchiveWhichStep::follow()
{
    const ArchiveRequest asked = request();
    m_meaning->setText(ruleMeaning(asked.rule));
    m_becomes->setText(tr("It becomes %1.tar in %2 on %3.")
                           .arg(asked.name, displayPath(site().archiveFolder), visibleText(site().dataServer)));
    m_takeDoubtful->setEnabled(asked.rule == ArchiveRule::NewestPerCourse);
    emit changed();
}

} // namespace Nightkeep
