<?php

// First search for the VAT number: a second request creates a second contact.
$contact = [
    'company' => 'Κέδρος Ξυλουργική Ο.Ε.',
    'isCompany' => true,
    'customerType' => 1, // domestic
    'contactType' => 3, // customer and supplier
    'vatId' => '534567220',
    'country' => 'GR',
    'tags' => ['παραγγελία'],
];
$curl = curl_init('https://api.sandbox-billit.xyz/v1/contacts');
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => json_encode($contact),
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
echo json_decode($body, true)['data']['id'], "\n";
