// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/termsdialog.h"

#include "models/archives/archiveproposal.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"

#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

TableDescription<Term> termsDescription()
{
    using Column = TableColumn<Term>;
    return {[](const Term &row) { return row.name; },
            {{TermsDialog::tr("Term"), [](const Term &row) { return visibleText(row.words); }},
             {TermsDialog::tr("In an archive's name"), [](const Term &row) { return row.name; }},
             Column(TermsDialog::tr("Ends in"), [](const Term &row) { return QString::number(row.year); })
                 .with(&Column::sortValue, [](const Term &row) { return QVariant(row.year); }),
             Column(TermsDialog::tr("Not before"), [](const Term &row) {
                 return dayAndMonth(row.cutOff);
             }).with(&Column::sortValue, [](const Term &row) { return QVariant(row.cutOff); })}};
}

} // namespace

TermDialog::TermDialog(const QString &title, const Term &term, QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_name(new QLineEdit(term.name, this))
    , m_words(new QLineEdit(term.words, this))
    , m_year(new QSpinBox(this))
    , m_cutOff(new QDateEdit(term.cutOff, this))
{
    setObjectName(QStringLiteral("termDialog"));
    setWindowTitle(title);
    m_words->setObjectName(QStringLiteral("termWords"));
    m_words->setMaxLength(200);
    m_name->setObjectName(QStringLiteral("termName"));
    m_name->setMaxLength(60);
    static const QRegularExpression plainName(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._-]*"));
    m_name->setValidator(new QRegularExpressionValidator(plainName, m_name));
    m_name->setToolTip(tr("Letters, digits, dots, dashes and underscores"));
    m_year->setObjectName(QStringLiteral("termYear"));
    m_year->setRange(1990, 2100);
    m_year->setGroupSeparatorShown(false);
    m_year->setValue(term.year);
    m_cutOff->setObjectName(QStringLiteral("termCutOff"));
    m_cutOff->setCalendarPopup(true);
    m_cutOff->setToolTip(tr("The first day on which a course's backup counts as up to date"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(tr("Keep the term"));
    m_ok->setObjectName(QStringLiteral("termOk"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("termCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("&Term"), m_words);
    form->addRow(tr("In an archive's &name"), m_name);
    form->addRow(tr("&Ends in"), m_year);
    form->addRow(tr("Not &before"), m_cutOff);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_words, &QLineEdit::textChanged, this, &TermDialog::updateParts);
    connect(m_name, &QLineEdit::textChanged, this, &TermDialog::updateParts);
    m_words->setFocus();
    rememberGeometry(this, settings, 60, 12);
    updateParts();
}

void TermDialog::updateParts()
{
    m_ok->setEnabled(m_name->hasAcceptableInput() && !m_words->text().trimmed().isEmpty());
}

Term TermDialog::term() const
{
    return {m_name->text(), m_words->text().trimmed(), m_year->value(), m_cutOff->date()};
}

TermsDialog::TermsDialog(const PageContext &context, const QList<Term> &terms, QWidget *parent)
    : TableDialog(context, QStringLiteral("archiveTerms"), QStringLiteral("terms.csv"), parent)
    , m_model(new ColumnTable(termsDescription(), this))
    , m_add(addButton(QStringLiteral("termsAdd"), tr("&Add…")))
    , m_change(addButton(QStringLiteral("termsChange"), tr("C&hange…")))
    , m_remove(addButton(QStringLiteral("termsRemove"), tr("&Remove…")))
{
    setWindowTitle(tr("Terms"));
    setModel(m_model, tr("No term is kept. One gives its archive a name, and the day from which on a backup counts."));
    content()->addWidget(table(), 1);
    connect(table(), &DataTable::currentKeyChanged, this, &TermsDialog::updateActions);
    connect(table(), &DataTable::keyActivated, this, [this] {
        if (m_change->isEnabled())
            change();
    });
    connect(m_add, &QPushButton::clicked, this, &TermsDialog::add);
    connect(m_change, &QPushButton::clicked, this, &TermsDialog::change);
    connect(m_remove, &QPushButton::clicked, this, &TermsDialog::remove);
    begin(80, 24);
    showTerms(terms);
    table()->selectFirst();
    updateActions();
}

const Term *TermsDialog::chosen() const
{
    return m_model->find(table()->currentKey());
}

void TermsDialog::showTerms(const QList<Term> &terms)
{
    m_model->setRows(terms, now());
    setAnswer(State::Unknown,
              terms.isEmpty() ? tr("No term is kept yet.") : tr("%n terms are kept.", nullptr, int(terms.size())));
    updateActions();
}

void TermsDialog::updateActions()
{
    const bool writable = !context().workspace.info().readOnly;
    enableWriting(m_add, writable);
    enableWriting(m_change, writable, chosen());
    enableWriting(m_remove, writable, chosen());
}

/// The one that is to be archived now, unless it is kept already.
Term TermsDialog::proposed() const
{
    const QDate today = now().date();
    return proposedTerms(today, m_model->rows()).value(0, Term {{}, {}, today.year(), today});
}

void TermsDialog::add()
{
    auto *dialog = openModal(new TermDialog(tr("Add a term"), proposed(), context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Term term = dialog->term();
        replace({}, term, tr("%1 is kept.", "a term").arg(visibleText(term.words)));
    });
}

void TermsDialog::change()
{
    const Term *seen = chosen();
    if (!seen)
        return;
    auto *dialog = openModal(new TermDialog(tr("Change a term"), *seen, context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog, before = *seen] {
        const Term term = dialog->term();
        replace(before, term, tr("%1 is kept as it is now.", "a term").arg(visibleText(term.words)));
    });
}

void TermsDialog::remove()
{
    const Term *seen = chosen();
    if (!seen)
        return;
    Question question;
    question.title = tr("Remove a term");
    question.text = tr("%1 is no longer offered. The archives that were made of it stay as they are.", "a term")
                        .arg(visibleText(seen->words));
    question.accept = tr("Remove the term");
    context().dialogs.confirm(this, question, [this, before = *seen] {
        replace(before, {}, tr("%1 is no longer kept.", "a term").arg(visibleText(before.words)));
    });
}

void TermsDialog::replace(const std::optional<Term> &seen, const std::optional<Term> &term, const QString &done)
{
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<QList<Term>>(
        tr("Keep the terms"), QStringLiteral("terms"), this,
        [&archives, seen, term](const CancelToken &, const ProgressSink &) -> Result<QList<Term>> {
            if (const Result<void> replaced = archives.replaceTerm(seen, term); !replaced)
                return fail(replaced.error());
            return archives.terms();
        },
        [this, name = term ? term->name : QString(), done](const Result<QList<Term>> &terms) {
            if (!terms) {
                showError(terms.error());
                return;
            }
            showTerms(*terms);
            if (!name.isEmpty())
                table()->selectKey(name);
            context().say(done);
            emit changed();
        });
}

} // namespace Nightkeep
