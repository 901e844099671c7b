<?php

// If the response is lost, check the list of payment links before you retry.
$link = [
    'title' => 'Annual hosting',
    'customerId' => 4821,
    'invoiceTypeId' => 31,
    'netValue' => 120,
    'vatId' => 901,
    'cost' => 148.8, // including VAT
    'paymentMethodId' => 1203, // an online payment method
    'lang' => 'en',
    'expirationAt' => '2027-12-31',
];
$curl = curl_init('https://api.sandbox-billit.xyz/v1/ocps');
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => json_encode($link),
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
if ($status !== 201) {
    throw new RuntimeException("Status $status: $body");
}
echo json_decode($body, true)['data']['permalink'], "\n";
