// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/survivaldialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/datatable.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace Nightkeep {

SurvivalDialog::SurvivalDialog(const PageContext &context, const RetentionView &view, QWidget *parent)
    : TableDialog(context, QStringLiteral("survival"), QStringLiteral("copies.csv"), parent)
    , m_places(view.places)
    , m_losses {std::nullopt}
    , m_model(new ColumnTable(placesDescription(), this))
    , m_loss(new QComboBox(this))
{
    setWindowTitle(tr("What survives: %1", "a site").arg(visibleText(view.site.name)));
    m_loss->setObjectName(QStringLiteral("survivalLoss"));
    m_loss->setAccessibleName(tr("What is lost"));
    m_loss->addItem(tr("Nothing is lost"));
    const QList<PlaceLoss> losses = possibleLosses(view.places);
    for (const PlaceLoss &loss : losses) {
        m_losses << loss;
        m_loss->addItem(placeLossWords(loss));
    }
    m_loss->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_loss->setMinimumContentsLength(30);
    content()->addWidget(m_loss);
    setModel(m_model, tr("Where copies are is not known yet."));
    content()->addWidget(table(), 1);
    connect(m_loss, &QComboBox::currentIndexChanged, this, &SurvivalDialog::answer);
    begin(130, 26);
    answer();
}

void SurvivalDialog::answer()
{
    const std::optional<PlaceLoss> loss = m_losses.value(m_loss->currentIndex());
    const QList<PlaceLine> lines = placeLines(m_places, loss);
    m_model->setRows(lines, now());
    const PageAnswer answer = placesAnswer(lines, loss);
    setAnswer(answer.state, answer.sentence);
}

} // namespace Nightkeep
