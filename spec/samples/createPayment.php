<?php

// If the response is lost, check the list of payments before you retry.
$payment = [
    'customerId' => 4825,
    'dateOccurred' => '2026-11-12',
    'amount' => 200,
    'paymentMethod' => 1202,
    'paymentType' => 1,
    'selectionsAmount' => 186, // amount allocated to invoices
    'amountLeftOver' => 14, // amount left over
    'invoicesPaid' => [
        ['id' => 90130, 'label' => 130, 'unpaidAmount' => 186, 'paymentAmount' => 186],
    ],
];
$curl = curl_init('https://api.sandbox-billit.xyz/v1/payments');
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => json_encode($payment),
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('BILLIT_TOKEN'),
        'Accept: application/json',
        'Content-Type: application/json',
    ],
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 200) {
    throw new RuntimeException("Status $status: $body");
}
echo json_decode($body, true)['data']['id'], "\n";
