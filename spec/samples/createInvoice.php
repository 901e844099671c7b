<?php

function request(string $path, ?array $body = null): array
{
    $curl = curl_init("https://api.sandbox-billit.xyz/v1$path");
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 30,
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('BILLIT_TOKEN'),
            'Accept: application/json',
            'Content-Type: application/json',
        ],
    ] + ($body ? [CURLOPT_POSTFIELDS => json_encode($body)] : []));
    $text = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== ($body ? 201 : 200)) {
        throw new RuntimeException("Status $status: $text");
    }
    return json_decode($text, true)['data'];
}

// Find the rate by its percentage: its position varies.
['vats' => $vats, 'settings' => $settings] = request('/account')['relations'];
[$vat] = array_values(array_filter(
    $vats,
    fn ($each) => $each['value'] == 24 && $each['operand'] !== '-' && $each['isPercentable'] && !$each['deletedAt'],
));
$net = 120;
$total = round($net + round($net * $vat['value'] / 100, 2), 2);

// If the response is lost, the invoice may exist: search the
// list of invoices, now and after two minutes, before you retry.
$invoice = request('/invoices', [
    'customerId' => 4821,
    'invoiceDate' => (new DateTime('now', new DateTimeZone('Europe/Athens')))->format('Y-m-d'),
    'invoiceTypeId' => $settings['defaultInvoiceType'],
    'mydataInvoiceType' => '2.1', // services
    'products' => [
        [
            'details' => 'Annual hosting',
            'quantity' => 1,
            'price' => $net,
            'vatId' => $vat['id'],
            'incomeClassificationCat' => 'category1_3',
            'incomeClassificationType' => 'E3_561_001',
        ],
    ],
    // Entirely on credit.
    'mydataPayment' => ['paidAmount' => 0, 'paymentMethod' => '', 'epiPistosi' => $total],
    'tags' => ['order-1042'], // to find it again
]);
echo "Invoice {$invoice['number']}: {$invoice['permalink']}/pdf\n";
